"""Photographs as a page shows them: small, drawn anew from what is kept."""

import io

from PIL import Image

from elections.models import StoredFile

from .files import IMAGES, read

WIDEST = 640


def small_photo(stored: StoredFile) -> bytes | None:
    """JPEG; None where the file is no picture."""
    if stored.media_type not in IMAGES.values():
        return None
    with Image.open(io.BytesIO(read(stored)), formats=list(IMAGES)) as image:
        image.thumbnail((WIDEST, WIDEST))
        target = io.BytesIO()
        image.convert("RGB").save(target, "JPEG", quality=80)
    return target.getvalue()
