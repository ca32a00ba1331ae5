export function WorkScreen() {
  return null
}
