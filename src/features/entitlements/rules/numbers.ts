/** How people name a service contract: `SC-1004`. */
export const contractNumberText = (number: number): string => `SC-${number}`
