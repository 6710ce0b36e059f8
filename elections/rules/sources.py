"""Where a rule stands written. An article number is given only where it was verified on a clean text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """`text` is the name of the regulation as it is quoted to members; `article` its number, or None where it is not verified."""

    text: str
    article: str | None = None

    def __str__(self) -> str:
        return f"{self.text}{self.article or ''}"


REGULATION = "《中国共产党基层组织选举工作条例》"

ELECTORS = Source(REGULATION, "第五条")
TERM = Source(REGULATION, "第三条")
MEETING = Source(REGULATION, "第四条")
MARGIN = Source(REGULATION, "第十三条")
SCRUTINEERS = Source(REGULATION, "第二十二条")
BALLOT_ORDER = Source(REGULATION, "第二十四条")
MARKS = Source(REGULATION, "第二十五条")
QUORUM = Source(REGULATION)
MAJORITY = Source(REGULATION)
BALLOT_VALIDITY = Source(REGULATION)
LEADERS = Source(REGULATION)
EXCLUSIONS = Source("中央组织部关于党员大会应到会人数的解释")
PLAN = Source("上级党组织批准的公推直选实施方案")
NOTICE_LENGTH = Source("《党政领导干部选拔任用工作条例》任前公示的规定，社区按方案参照执行")
VILLAGE_PLAN = Source("镇党委《关于开展公推直选行政村（社区）党组织领导班子成员试点工作的意见》")
ELECTION_METHOD = Source("党员大会通过的选举办法")
