import io

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from elections.models import Account, Attestation, BallotRound, CountBatch, TallySheet
from elections.permissions import Role
from elections.queries.counts import round_totals, totals_to_plain
from elections.services.running_tally import running_tally
from tests.factories.hall import Hall, hall, open_hall
from tests.factories.signed_in import browser_of
from tests.factories.typed import full_width

from .test_rounds import ALL, address, queries, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def counting() -> tuple[Hall, BallotRound]:
    """Twenty papers on the table: secretary with two names, deputy, committee."""
    at = open_hall()
    return at, at.close(at.round(*ALL))


def second(at: Hall) -> Client:
    account = Account.objects.filter(username="second").first() or at.office.account(Role.TELLER, "second")
    return browser_of(account)


def page_of(at: Hall, round: BallotRound, more: str = "") -> str:
    return address(at, f"rounds/{round.pk}/{more}")


def sheet(at: Hall, votes: dict[str, dict[str, int]], ballots: int = 20) -> dict[str, str]:
    """What a teller types. A number is written into a post here, so 赞成 is all that is counted."""
    typed = {"ballots": str(ballots)}
    for place, code in enumerate(ALL):
        typed |= {f"c_{place}_valid": str(ballots), f"c_{place}_void": "0"}
        for row, name in enumerate(at.names(code)):
            typed[f"c_{place}_for_{row}"] = str(votes.get(code, {}).get(name, 0))
    return typed


def usual(at: Hall) -> dict[str, dict[str, int]]:
    committee = at.names("committee")
    return {
        "secretary": {at.names("secretary")[0]: 19},
        "deputy": {at.names("deputy")[0]: 18},
        "committee": dict(zip(committee, (17, 16, 15), strict=False)),
    }


def test_two_tellers_hand_in_the_same_figures(counting: tuple[Hall, BallotRound]) -> None:
    at, round = counting
    first = browser_of(at[Role.TELLER])
    assert "第1摞" in said(first, page_of(at, round, "count/"))
    answer = first.post(page_of(at, round, "count/1/"), sheet(at, usual(at)), follow=True)
    page = answer.content.decode()
    assert "第1摞已提交，由另一名计票人再录一遍" in page and "待另一名计票人" in page
    answer = second(at).post(page_of(at, round, "count/1/"), sheet(at, usual(at)), follow=True)
    assert "两次录入一致" in answer.content.decode()
    assert round_totals(round)["secretary"].votes()[at.names("secretary")[0]] == 19


def test_nobody_sees_a_figure_before_two_have_typed_it(counting: tuple[Hall, BallotRound]) -> None:
    at, round = counting
    browser_of(at[Role.TELLER]).post(page_of(at, round, "count/1/"), sheet(at, {"secretary": {at.names("secretary")[0]: 13}}))
    for someone in (second(at), browser_of(at[Role.SCRUTINEER]), browser_of(at[Role.HOST]), browser_of(at[Role.TELLER])):
        for path in ("count/", ""):
            page = said(someone, page_of(at, round, path))
            assert ">13<" not in page and 'value="13"' not in page
    page = said(second(at), page_of(at, round, "count/1/"))
    assert 'value="13"' not in page and 'value="20"' not in page


def test_sums_that_do_not_hold_are_refused_in_words_and_stay_typed(counting: tuple[Hall, BallotRound]) -> None:
    at, round = counting
    typed = sheet(at, usual(at)) | {"c_0_valid": "18", "c_0_void": "1"}
    answer = browser_of(at[Role.TELLER]).post(page_of(at, round, "count/1/"), typed)
    page = answer.content.decode()
    assert answer.status_code == 200 and "18" in page and "19" in page and "20" in page
    assert 'value="18"' in page
    assert not CountBatch.objects.exists()
    answer = browser_of(at[Role.TELLER]).post(page_of(at, round, "count/1/"), sheet(at, usual(at)) | {"c_1_valid": ""})
    assert "c_1_valid" in answer.content.decode() and not CountBatch.objects.exists()


def test_names_written_in_are_typed_with_their_votes(counting: tuple[Hall, BallotRound]) -> None:
    at, round = counting
    typed = sheet(at, usual(at)) | {"c_2_name_0": "张三", "c_2_votes_0": "4", "c_2_refused": "1"}
    for teller in (browser_of(at[Role.TELLER]), second(at)):
        teller.post(page_of(at, round, "count/1/"), typed)
    found = round_totals(round)["committee"]
    assert (dict(found.write_ins), found.write_ins_refused) == ({"张三": 4}, 1)


def test_what_differs_is_settled_by_the_scrutineer_with_the_papers(counting: tuple[Hall, BallotRound]) -> None:
    at, round = counting
    name = at.names("secretary")[0]
    browser_of(at[Role.TELLER]).post(page_of(at, round, "count/1/"), sheet(at, usual(at)))
    answer = second(at).post(page_of(at, round, "count/1/"), sheet(at, usual(at) | {"secretary": {name: 18}}), follow=True)
    assert "由监票人对照选票核定" in answer.content.decode()
    scrutineer = browser_of(at[Role.SCRUTINEER])
    assert "核定" in said(scrutineer, page_of(at, round, "count/"))
    form = page_of(at, round, "count/1/settle/")
    page = said(scrutineer, form)
    assert name in page and ">19<" in page and ">18<" in page
    settled = sheet(at, usual(at)) | {"reason": "第二人漏计一张，已对照选票核实"}
    assert scrutineer.post(form, settled | {"reason": " "}).status_code == 200
    assert scrutineer.post(form, settled).status_code == 302
    assert [sheet.place for sheet in TallySheet.objects.order_by("pk")] == ["first", "second", "settled"]
    assert browser_of(at[Role.TELLER]).get(form).status_code == 403


def test_ballots_are_typed_as_they_are_called(counting: tuple[Hall, BallotRound]) -> None:
    cache.clear()
    at, round = counting
    numbers = {name: number for number, name in round.contests.values_list("candidates__number", "candidates__name")}
    secretary, deputy, *committee = [numbers[name] for code in ALL for name in at.names(code)]
    line = f"{secretary} {deputy} {committee[0]} {committee[1]}"
    teller = browser_of(at[Role.TELLER])
    form = page_of(at, round, "count/1/called/")
    assert at.names("committee")[0] in said(teller, form)
    shown = teller.post(page_of(at, round, "count/1/running/"), {"called": f"{line}\n{line}\n"}).content.decode()
    assert "2张" in shown and "丅" in shown
    assert running_tally(round)["secretary"].votes()[at.names("secretary")[0]] == 2
    unread = teller.post(form, {"called": f"{line}\n99\n"}).content.decode()
    assert "第2张" in unread and "99" in unread and not CountBatch.objects.exists()
    teller.post(form, {"called": "\n".join([line] * 19 + ["0"])})
    second(at).post(
        page_of(at, round, "count/1/"),
        sheet(
            at,
            {
                "secretary": {at.names("secretary")[0]: 19},
                "deputy": {at.names("deputy")[0]: 19},
                "committee": {at.names("committee")[0]: 19, at.names("committee")[1]: 19},
            },
        ),
    )
    assert round_totals(round)["committee"].votes()[at.names("committee")[0]] == 19


def test_how_to_type_speaks_of_this_very_paper(counting: tuple[Hall, BallotRound]) -> None:
    at, round = counting
    there = page_of(at, round, "count/1/called/")
    shown = said(browser_of(at[Role.TELLER]), there)
    numbers = sorted(round.contests.values_list("candidates__number", flat=True))
    assert f"赞成{numbers[0]}号和{numbers[-1]}号" in shown
    assert "不赞成" not in shown, "numbers are written into posts: nobody is refused"
    round.contests.update(style="list", kind="runoff")
    listed = said(browser_of(at[Role.TELLER]), there)
    assert f"不赞成{numbers[-1]}号" in listed and "另选他人" not in listed, "a run-off is among the tied only"


def test_more_votes_than_valid_ballots_name_the_post_and_the_person(counting: tuple[Hall, BallotRound]) -> None:
    at, round = counting
    [name, *_] = at.names("secretary")
    typed = sheet(at, usual(at) | {"secretary": {name: 21}})
    page = browser_of(at[Role.TELLER]).post(page_of(at, round, "count/1/"), typed).content.decode()
    assert f"书记：有效票20张，少于下列人员的赞成、不赞成票合计：{name} 21。" in page and "小于0" not in page


def agreed(at: Hall, round: BallotRound) -> None:
    for teller in (browser_of(at[Role.TELLER]), second(at)):
        teller.post(page_of(at, round, "count/1/"), sheet(at, usual(at)))


def test_the_count_is_signed_with_the_pin(counting: tuple[Hall, BallotRound]) -> None:
    at, round = counting
    form = page_of(at, round, "attest/")
    scrutineer = browser_of(at[Role.SCRUTINEER])
    assert "办妥下列事项后可以签认" in said(scrutineer, page_of(at, round, "count/"))
    agreed(at, round)
    assert "签认计票结果" in said(scrutineer, page_of(at, round, "count/"))
    wrong = scrutineer.post(form, {"pin": "AAAAAA"})
    assert wrong.status_code == 200 and not Attestation.objects.exists()
    answer = scrutineer.post(form, {"pin": full_width(at.pin)})
    assert answer.headers["Location"] == page_of(at, round)
    assert "确定选举结果" in said(browser_of(at[Role.HOST]), page_of(at, round))
    assert "已用签字码签认" in said(scrutineer, page_of(at, round, "count/"))


def test_the_signed_paper_is_photographed_and_confirmed_by_another_person(counting: tuple[Hall, BallotRound]) -> None:
    at, round = counting
    agreed(at, round)
    form, report = page_of(at, round, "attest/"), io.BytesIO()
    Image.new("RGB", (8, 8)).save(report, "PNG")
    scan = SimpleUploadedFile("report.png", report.getvalue(), "image/png")
    answer = browser_of(at[Role.TELLER]).post(form, {"scan": scan}, follow=True)
    assert "请另一人与数字核对后确认" in answer.content.decode()
    assert Attestation.objects.get().attested_at is None
    page = said(second(at), form)
    assert "与纸面一致，确认" in page and page_of(at, round, "attest/report/") in page
    photograph = second(at).get(page_of(at, round, "attest/report/"))
    assert photograph.headers["Content-Type"] == "image/png" and photograph.content.startswith(b"\x89PNG")
    assert browser_of(at[Role.HOST]).get(page_of(at, round, "attest/report/")).status_code == 403
    second(at).post(form)
    assert Attestation.objects.get().attested_at is not None


def test_the_approver_reopens_a_signed_count(counting: tuple[Hall, BallotRound]) -> None:
    at, round = counting
    agreed(at, round)
    browser_of(at[Role.SCRUTINEER]).post(page_of(at, round, "attest/"), {"pin": at.pin})
    form = page_of(at, round, "reopen/")
    assert browser_of(at[Role.HOST]).get(form).status_code == 403
    approver = browser_of(at[Role.STREET_APPROVER])
    assert "重新计票" in said(approver, page_of(at, round, "count/"))
    assert "第1摞" in said(approver, form)
    approver.post(form, {"batches": ["1"], "reason": "复核发现第1摞漏计一张"})
    page = said(approver, page_of(at, round, "count/"))
    assert "复核发现第1摞漏计一张" in page and "尚有20张未编摞" in page


@pytest.mark.parametrize("role", [Role.HOST, Role.CALLER, Role.COMMUNITY_CLERK])
def test_only_tellers_type(counting: tuple[Hall, BallotRound], role: Role) -> None:
    at, round = counting
    someone = browser_of(at[role])
    for path in ("count/1/", "count/1/called/"):
        said(someone, page_of(at, round, path), 403)
    assert someone.post(page_of(at, round, "count/1/running/"), {"called": "1"}).status_code == 403
    assert someone.post(page_of(at, round, "count/1/"), sheet(at, usual(at))).status_code == 403
    assert not CountBatch.objects.exists()


def test_the_station_leads_to_what_is_being_counted(counting: tuple[Hall, BallotRound]) -> None:
    at, round = counting
    teller = browser_of(at[Role.TELLER])
    assert teller.get(address(at, "count/")).headers["Location"] == page_of(at, round, "count/")
    assert teller.get(page_of(at, round, "count/0/")).status_code == 404
    other = hall(code="other")
    other.open()
    assert "没有待计的选票" in said(browser_of(other[Role.TELLER]), address(other, "count/"))
    assert browser_of(other[Role.TELLER]).get(page_of(at, round, "count/")).status_code == 404
    assert browser_of(other[Role.TELLER]).get(address(other, f"rounds/{round.pk}/count/1/")).status_code == 404


def test_many_batches_cost_no_more_queries() -> None:
    at = hall(members=60)
    at.open()
    round = at.close(at.round(*ALL))
    tellers = {"first": at[Role.TELLER], "second": at.office.account(Role.TELLER, "second")}
    typed = [totals_to_plain(at.totals(round, {"secretary": {at.names("secretary")[0]: votes}}, 1)) for votes in (0, 1)]
    host = browser_of(at[Role.HOST])
    counted = []
    for wanted in (1, 3, 50):
        for number in range(CountBatch.objects.count() + 1, wanted + 1):
            batch = CountBatch.objects.create(round=round, number=number, ballots=1)
            for totals, (place, teller) in zip(typed, tellers.items(), strict=True):  # every batch differs
                TallySheet.objects.create(batch=batch, place=place, ballots=1, totals=totals, entered_by=teller)
        host.get(page_of(at, round, "count/"))
        counted.append(queries(lambda: host.get(page_of(at, round, "count/"))))
    assert len(set(counted)) == 1, counted
