/** Twice the size on screen, so that it stays sharp in a report. */
const scale = 2
const margin = 16
const titleHeight = 28
const drawn = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity', 'font', 'text-anchor']

/** The charts within an element as one PNG, drawn on the page's own ground with a title. */
export async function pictureOf(element: HTMLElement, title: string): Promise<Blob> {
  const charts = [...element.querySelectorAll<SVGSVGElement>('svg.recharts-surface')].filter(
    (svg) => svg.getBoundingClientRect().height > margin,
  )
  if (charts.length === 0) throw new Error('There is no chart to save yet.')
  const ground = element.getBoundingClientRect()
  const canvas = document.createElement('canvas')
  canvas.width = (ground.width + 2 * margin) * scale
  canvas.height = (ground.height + 2 * margin + titleHeight) * scale
  const brush = canvas.getContext('2d')!
  const style = getComputedStyle(document.body)
  brush.scale(scale, scale)
  brush.fillStyle = style.backgroundColor
  brush.fillRect(0, 0, canvas.width, canvas.height)
  brush.fillStyle = style.color
  brush.font = `600 14px ${style.fontFamily}`
  brush.fillText(title, margin, margin + 12)
  for (const chart of charts) {
    const at = chart.getBoundingClientRect()
    const image = await imageOf(chart, at)
    brush.drawImage(image, at.x - ground.x + margin, at.y - ground.y + margin + titleHeight, at.width, at.height)
  }
  return new Promise((done, failed) =>
    canvas.toBlob((png) => (png ? done(png) : failed(new Error('The picture could not be drawn.'))), 'image/png'),
  )
}

/** A drawing apart from the page has none of its styles, so what they come to is written into each part. */
async function imageOf(chart: SVGSVGElement, { width, height }: DOMRect): Promise<HTMLImageElement> {
  const copy = chart.cloneNode(true) as SVGSVGElement
  const originals = chart.querySelectorAll<SVGElement>('*')
  copy.querySelectorAll<SVGElement>('*').forEach((part, i) => {
    const style = getComputedStyle(originals[i]!)
    for (const property of drawn) part.style.setProperty(property, style.getPropertyValue(property))
  })
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`
  await image.decode()
  return image
}
