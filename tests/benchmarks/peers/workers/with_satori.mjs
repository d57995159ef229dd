// Cards with satori (layout, to SVG) and resvg-js (SVG to PNG), as sites on Vercel make theirs.

import { readFileSync, writeFileSync } from 'node:fs';
import { take, work } from './bench.mjs';

const satori = take('satori').default ?? take('satori');
const { Resvg } = take('@resvg/resvg-js');

const element = (type, style, children) => ({ type, props: { style, children } });
const at = (left, top, width) => ({ position: 'absolute', left, top, width });

const plane = ({ x, y, width, height, colour }) =>
  element('div', { ...at(x, y, width), height, background: colour });

const paragraph = ({ text, font, size, leading, colour, gap }) =>
  element(
    'div',
    { color: colour, fontFamily: font, fontSize: size, lineHeight: `${leading}px`, paddingTop: gap },
    text,
  );

const column = ({ x, y, width, paragraphs }) =>
  element(
    'div',
    { ...at(x, y, width), display: 'flex', flexDirection: 'column' },
    paragraphs.map(paragraph),
  );

function picture({ x, y, side, file }) {
  const src = `data:image/png;base64,${readFileSync(file, 'base64')}`;
  return {
    type: 'img',
    props: { src, width: side, height: side, style: { ...at(x, y, side), height: side } },
  };
}

await work(async ({ sheet, fonts }) => {
  const { width, height } = sheet;
  const faces = Object.entries(fonts).map(([name, path]) => ({ name, data: readFileSync(path) }));

  async function make({ file, drawing }) {
    const tree = element('div', { display: 'flex', width, height }, [
      ...drawing.planes.map(plane),
      ...drawing.columns.map(column),
      picture(drawing.picture),
    ]);
    const svg = await satori(tree, { width, height, fonts: faces });
    const image = new Resvg(svg, { font: { loadSystemFonts: false } }).render();
    writeFileSync(file, image.asPng());
  }

  return { make };
});
