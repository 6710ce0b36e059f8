"""Pictures that stand for scanned papers in a rehearsal: a sheet with its number, marked as an exercise."""

import io
from functools import cache

from PIL import Image, ImageDraw

SIZE = (620, 877)  # A4 at 75 dpi


@cache
def scan(label: str) -> bytes:
    """A JPEG whose text is the label (letters and digits)."""
    sheet = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((40, 40, SIZE[0] - 40, SIZE[1] - 40), outline="#b00020", width=3)
    pen.text((60, 60), f"REHEARSAL\n\n{label}", fill="black")
    target = io.BytesIO()
    sheet.save(target, "JPEG", quality=60)
    return target.getvalue()
