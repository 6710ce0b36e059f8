"""推荐表: by oneself, by the organisation, jointly; blank to fill in by hand, or filled. They never leave the office: names of endorsers,
telephone and family stand on them."""

from dataclasses import dataclass
from datetime import date

from elections.documents.kind import Kind
from elections.documents.parts import Person
from elections.documents.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What a nomination form asks beside what a list may show. Everything may be empty: then it is a blank form."""

    native_place: str = ""
    works_since: str = ""
    health: str = ""
    telephone: str = ""
    resume: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    awards: str = ""
    accepts_other_post: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endorsement:
    """`identity`: 党员 居民 户主. The signature is on the paper."""

    name: str
    identity: str
    address: str = ""
    telephone: str = ""


@dataclass(frozen=True, kw_only=True)
class NominationForm(Snapshot):
    title: str
    organisation: str
    election: str
    nominee: Person
    particulars: Particulars
    reason: str = ""
    signed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class SelfNominationForm(NominationForm):
    """自荐报名表: the nominee signs."""


@dataclass(frozen=True, kw_only=True)
class OrganisationNominationForm(NominationForm):
    """组织推荐表: the organisation recommends and stamps, with how its meeting voted, in words."""

    recommended_by: str = ""
    decision: str = ""


@dataclass(frozen=True, kw_only=True)
class JointNominationForm(NominationForm):
    """联名推荐表: at least `needed` people (or households), each with a signature."""

    needed: int
    unit: str = "人"
    endorsements: tuple[Endorsement, ...] = ()

    @property
    def empty_lines(self) -> int:
        return max(self.needed + 2 - len(self.endorsements), 0)


KINDS = (
    Kind("nomination_form_self", "个人自荐报名表", "nominations/form_self.html", SelfNominationForm, "community", "community_office"),
    Kind(
        "nomination_form_organisation",
        "组织推荐表",
        "nominations/form_organisation.html",
        OrganisationNominationForm,
        "community",
        "community_office",
    ),
    Kind("nomination_form_joint", "联名推荐表", "nominations/form_joint.html", JointNominationForm, "community", "community_office"),
)
