"""The commission's logo in its letterhead."""

from __future__ import annotations

import io

from PIL import Image as Pixels
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from desktop.documents.pdf.structure import marked

HEIGHT = 22 * mm


class Logo(Flowable):
    """A picture in the middle of its width, no higher than a letterhead allows. A screen reader skips it."""

    def __init__(self, content: bytes, width: float) -> None:
        super().__init__()
        picture = Pixels.open(io.BytesIO(content)).convert("RGBA")
        # On white, for paper has no transparency.
        ground = Pixels.new("RGBA", picture.size, "white")
        self._picture = ImageReader(Pixels.alpha_composite(ground, picture).convert("RGB"))
        scale = min(HEIGHT / picture.height, width / picture.width)
        self._size = picture.width * scale, picture.height * scale
        self.width, self.height = width, self._size[1]

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        self.width = aW
        return aW, self.height

    def draw(self) -> None:
        width, height = self._size
        with marked(self.canv, None):
            self.canv.drawImage(self._picture, (self.width - width) / 2, 0, width, height)
