"""资格联审 and 考察: what is known of each nominee, and who still waits."""

from collections.abc import Iterable

from nominations.models import Nominee
from nominations.rules.vetting import Finding, Vetted


def vetted(nominees: Iterable[Nominee]) -> list[tuple[Nominee, Vetted]]:
    found = Nominee.objects.filter(pk__in=[nominee.pk for nominee in nominees]).with_steps().prefetch_related("findings", "inspections")
    return [(nominee, _vetted(nominee)) for nominee in found]


def _vetted(nominee: Nominee) -> Vetted:
    inspections = list(nominee.inspections.all())
    return Vetted(
        nominee.entry.name,
        tuple(Finding(finding.department, finding.item, finding.passed) for finding in nominee.findings.all()),
        inspections[-1].suitable if inspections else None,
    )
