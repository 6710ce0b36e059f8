"""What closes a cycle: the summary drafted from the facts, and the index of what was filed."""

from dataclasses import dataclass
from datetime import date

from .kind import Kind
from .snapshot import Snapshot
from .summary import Composition, SummaryRow, SummaryTable

PHRASES = (
    ("guidance_officers", "选派换届工作指导员{}名"),
    ("observers", "聘请换届工作观察员{}名"),
    ("trainings", "召开业务培训会{}次"),
    ("wrap_ups", "召开小结会{}次"),
    ("exchanges", "组织交流观摩{}人次"),
    ("letters", "发放《致社区党员的一封信》{}份"),
    ("banners", "悬挂横幅{}条"),
    ("boards", "出黑板报{}块"),
    ("columns", "利用宣传栏{}个"),
    ("screens", "电子屏{}块"),
    ("chat_groups", "QQ群、微信群{}个"),
    ("broadcasts", "广播{}次"),
    ("others", "其他形式宣传{}项"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MobilisationFigures:
    """Counted from the ledgers; a thing nobody recorded is 0 and is not mentioned. `awareness` is a percentage in words (100%)."""

    trainings: int = 0
    wrap_ups: int = 0
    exchanges: int = 0
    guidance_officers: int = 0
    observers: int = 0
    letters: int = 0
    banners: int = 0
    boards: int = 0
    columns: int = 0
    screens: int = 0
    chat_groups: int = 0
    broadcasts: int = 0
    others: int = 0
    members: int = 0
    reached: int = 0
    awareness: str = ""

    @property
    def phrases(self) -> tuple[str, ...]:
        """How far the word went is said by its figures alone."""
        done = [words.format(getattr(self, name)) for name, words in PHRASES if getattr(self, name)]
        return (*done, *([f"逐一联系党员{self.members}名，联系到{self.reached}名，知晓率{self.awareness}"] if self.reached else []))


@dataclass(frozen=True, slots=True, kw_only=True)
class Speciality:
    community: str
    text: str


@dataclass(frozen=True, kw_only=True)
class CycleSummary(Snapshot):
    """换届工作总结 of the street (or of one community: one row). `notices` and `objections` are those of all rounds."""

    title: str
    organisation: str
    cycle: str
    rows: tuple[SummaryRow, ...]
    composition: Composition
    mobilisation: MobilisationFigures
    notices: int
    objections: int
    objections_settled: int
    pledges: int
    concerns: int
    signer: str
    signed_on: date
    specialities: tuple[Speciality, ...] = ()
    experience: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    discipline: int = 0

    @property
    def table(self) -> SummaryTable:
        return SummaryTable(
            title=self.title, organisation=self.organisation, rows=self.rows, composition=self.composition, filled_on=self.signed_on
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledPaper:
    """`folder` is the heading it is filed under (01 方案请示批复 …); `digest` the first 16 hex digits of its SHA-256."""

    folder: str
    number: int
    title: str
    dated: date | None
    pages: int = 0
    digest: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ArchiveIndex(Snapshot):
    title: str
    organisation: str
    election: str
    sealed_on: date
    papers: tuple[FiledPaper, ...]
    events: int
    audit_head: str
    filed_by: str = ""

    @property
    def pages(self) -> int:
        return sum(paper.pages for paper in self.papers)


KINDS = (
    Kind("cycle_summary", "换届工作总结", "sheets/cycle_summary.html", CycleSummary, "street", "community_office"),
    Kind("archive_index", "归档目录", "forms/archive_index.html", ArchiveIndex, "community", "observers"),
)
