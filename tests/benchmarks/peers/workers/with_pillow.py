"""Cards with Pillow, drawn from scratch."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont, truetype

from tests.benchmarks.peers.drawing import Column, Job, Order, Paragraph, Picture
from tests.benchmarks.peers.workers import Make, baseline, work, wrap

Fonts = dict[tuple[str, float], FreeTypeFont]


def start(order: Order) -> Make:
    size = (int(order.sheet.width), int(order.sheet.height))
    said = [p for job in order.jobs for column in job.drawing.columns for p in column.paragraphs]
    fonts = {(p.font, p.size): truetype(order.fonts[p.font], p.size) for p in said}

    def make(job: Job) -> bytes:
        image = Image.new("RGB", size)
        draw = ImageDraw.Draw(image)
        for plane in job.drawing.planes:
            corner = (plane.x + plane.width - 1, plane.y + plane.height - 1)
            draw.rectangle([(plane.x, plane.y), corner], fill=plane.colour)
        for column in job.drawing.columns:
            _column(draw, column, fonts)
        _picture(image, job.drawing.picture)
        data = BytesIO()
        image.save(data, "PNG")
        return data.getvalue()

    return make


def _column(draw: ImageDraw.ImageDraw, column: Column, fonts: Fonts) -> None:
    y = column.y
    for said in column.paragraphs:
        font = fonts[said.font, said.size]
        y += said.gap
        for line in wrap(said.text, column.width, font.getlength):
            _line(draw, (column.x, y), said, line, font)
            y += said.leading


def _line(
    draw: ImageDraw.ImageDraw,
    place: tuple[float, float],
    said: Paragraph,
    line: str,
    font: FreeTypeFont,
) -> None:
    x, y = place
    draw.text((x, y + baseline(said)), line, fill=said.colour, font=font, anchor="ls")


def _picture(image: Image.Image, picture: Picture) -> None:
    side = int(picture.side)
    with Image.open(picture.file) as code:
        small = code.convert("L").resize((side, side), Image.Resampling.BOX)
    image.paste(small, (int(picture.x), int(picture.y)))


if __name__ == "__main__":
    work(start)
