"""所在支部 as a register writes it, and the branch of the community that it means."""

import unicodedata
from collections.abc import Collection


def branch_meant(written: str, known: Collection[str]) -> str | None:
    """The office's own name for it: the same but for spaces, width and 党支部 for 支部, or else the only one that differs by what stands
    before it (流水东苑社区第一党支部, 第一党支部). None where that could be several or none."""
    if written in known:
        return written
    bare = _bare(written)
    same = [name for name in known if _bare(name) == bare]
    alike = same or [name for name in known if bare and (_bare(name).endswith(bare) or bare.endswith(_bare(name)))]
    return alike[0] if len(alike) == 1 else None


def _bare(name: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", name).split())
    return plain.replace("党支部", "支部").replace("党总支", "总支")
