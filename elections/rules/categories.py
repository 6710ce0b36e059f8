"""What a committee is made of in the street's report: every member in one category, so that the categories sum to the whole.

Tags such as 大学生社工 overlap the categories and stand apart. The first category that fits counts: a police officer who
also represents a unit is one of the police.
"""

from collections.abc import Collection

SOCIAL_WORKER = "social_worker"
BUILDING_BRANCH = "building_branch"
POLICE = "police"
UNIT = "unit"
OTHER = "other"
CATEGORIES = (SOCIAL_WORKER, BUILDING_BRANCH, POLICE, UNIT, OTHER)

_BY_TAG = (("police", POLICE), ("owners_committee", BUILDING_BRANCH), ("property_manager", UNIT))
_BY_CAPACITY = (("unit_representative", UNIT), ("social_worker", SOCIAL_WORKER), ("building_head", BUILDING_BRANCH))


def category_of(capacities: Collection[str], tags: Collection[str]) -> str:
    """社区工作者, 楼道支部(业委会), 社区民警, 辖区单位人员, or other."""
    for tag, category in _BY_TAG:
        if tag in tags:
            return category
    for capacity, category in _BY_CAPACITY:
        if capacity in capacities:
            return category
    return OTHER
