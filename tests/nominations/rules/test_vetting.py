from elections.rules.issues import Issue
from nominations.rules.vetting import Finding, Vetted, completeness_issues, finding_issues

CLEAN = Finding("区纪委", "discipline_in_effect", passed=True)


def test_who_goes_on():
    assert Vetted("丁玥", (CLEAN,), suitable=True).passed
    assert not Vetted("丁玥", (CLEAN,)).passed
    assert not Vetted("丁玥", (CLEAN,), suitable=False).passed
    assert not Vetted("丁玥", (), suitable=True).passed


def test_the_newest_finding_of_a_department_and_item_stands():
    first = Finding("公安", "criminal_record", passed=False)
    mended = Finding("公安", "criminal_record", passed=True)
    assert Vetted("丁玥", (first, CLEAN), suitable=True).failed_items == ("criminal_record",)
    assert Vetted("丁玥", (first, CLEAN, mended), suitable=True).passed
    assert Vetted("丁玥", (CLEAN, Finding("区监委", "discipline_in_effect", passed=False)), suitable=True).failed_items == (
        "discipline_in_effect",
    )


def test_everybody_has_findings_and_an_inspection():
    failed = Vetted("毛丽", (Finding("公安", "criminal_record", passed=False),))
    vetted = [Vetted("丁玥", (CLEAN,), suitable=False), Vetted("马堃"), Vetted("王喆", (CLEAN,)), failed]
    assert list(completeness_issues(vetted)) == [Issue("vetting_missing", {"name": "马堃"}), Issue("inspection_missing", {"name": "王喆"})]


def test_a_finding_is_whole():
    assert list(finding_issues(name="张三", department="公安", item="criminal_record", passed=True, reason="")) == []
    assert list(finding_issues(name="张三", department=" ", item="looks", passed=False, reason=" ")) == [
        Issue("vetting_department_missing", {}),
        Issue("vetting_item_unknown", {"item": "looks"}),
        Issue("vetting_reason_missing", {"name": "张三", "item": "looks"}),
    ]
