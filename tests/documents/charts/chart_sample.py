"""Charts of every kind, in each language: long names, names of two scripts, a masked count, nothing, a great deal."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.documents.charts.chart import Chart, ChartKind, Pattern, Row, Series
from desktop.language import LanguageCode

STATUSES: Mapping[LanguageCode, tuple[str, ...]] = {
    "fr": ("vérifiée", "déclarée réalisée", "en cours", "bloquée", "prévue"),
    "ar": ("متحقق منها", "مصرح بإنجازها", "قيد الإنجاز", "معلقة", "مبرمجة"),
    "en": ("verified", "reported done", "in progress", "blocked", "planned"),
}
NAMES: Mapping[LanguageCode, tuple[str, ...]] = {
    "fr": ("Prévention", "№ ș – « Œuvre » (REC-2021-004)", "Coordination de tous les intervenants"),
    "ar": ("الوقاية", "الملاحقة القضائية (REC-2021-004)", "الإطار المؤسسي والقانوني والتنسيق على الصعيد الوطني"),
    "en": ("Prevention", "Prosecution — “REC-2021-004”", "Coordination of everybody concerned, everywhere there is"),
}  # fmt: skip
LOOKS = (
    ("green", Pattern.PLAIN),
    ("accent", Pattern.STRIPES),
    ("blue", Pattern.DOTS),
    ("amber", Pattern.CROSSES),
    ("grey", Pattern.HOLLOW),
)
VALUES: tuple[tuple[int | None, ...], ...] = ((3, 2, 1, 0, 7), (0, None, 4, 1, 100_000), (1, 0, 0, 0, 0))


def sample(
    code: LanguageCode, kind: ChartKind = ChartKind.STACKED, values: tuple[tuple[int | None, ...], ...] = VALUES
) -> Chart:
    count = len(values[0]) if values else 1
    series = zip(STATUSES[code][:count], LOOKS, strict=False)
    return Chart(
        kind,
        title={"fr": "Mise en œuvre par axe", "ar": "التنفيذ حسب المحور", "en": "Implementation by pillar"}[code],
        heading={"fr": "Axe", "ar": "المحور", "en": "Pillar"}[code],
        series=tuple(Series(name, colour, pattern) for name, (colour, pattern) in series),
        rows=tuple(Row(NAMES[code][place % 3], each) for place, each in enumerate(values)),
        nothing={"fr": "Rien à montrer.", "ar": "لا شيء.", "en": "Nothing to show yet."}[code],
        masked={"fr": "moins de 5", "ar": "أقل من 5", "en": "fewer than 5"}[code],
    )
