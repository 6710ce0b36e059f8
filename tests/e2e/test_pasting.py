from elections.models import Organisation
from elections.permissions import Role
from tests.factories.office import Office

from .conftest import Visit, sign_in

PASTE = """(field, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def test_a_word_that_is_pasted_into_a_choice_is_taken_as_meant_or_refused_by_name(office: Office, visit: Visit) -> None:
    page = visit()
    sign_in(page, office, Role.SYSTEM_ADMINISTRATOR)
    page.goto("/desk/office/organisations/import/")
    first = page.locator("[name=row-0-name]")
    first.evaluate(PASTE, "第一党支部\t支部\t京都苑社区\n第二党支部\t党小组\t京都苑社区")
    assert page.locator("[name=row-0-title]").input_value() == "branch"
    assert page.locator("[name=row-1-title]").input_value() == "党小组"
    page.get_by_role("button", name="导入").click()
    page.wait_for_load_state()
    assert "第2行“党组织”" in page.content() and "党小组" in page.content()
    assert not Organisation.objects.filter(parent=office.community).exists()
    page.locator("[name=row-1-title]").select_option("branch")
    page.get_by_role("button", name="导入").click()
    page.wait_for_url("**/organisations/")
    assert Organisation.objects.filter(parent=office.community, title="branch").count() == 2
