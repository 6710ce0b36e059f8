"""Every form that takes a 发文字号 keeps it as the standard writes it."""

import pytest
from django import forms

from elections.forms.course import AnnulElectionForm
from elections.forms.reports import FileReportForm, ReceiveApprovalForm
from elections.forms.requests import ReplyForm, SubmitRequestForm
from nominations.forms.nominees import ReinstateForm

FORMS = (SubmitRequestForm, ReplyForm, FileReportForm, ReceiveApprovalForm, AnnulElectionForm, ReinstateForm)


@pytest.mark.parametrize("form", FORMS)
def test_a_number_is_kept_in_the_official_form(form: type[forms.BaseForm]) -> None:
    field = form.base_fields["number"]
    assert field.clean("流东委(2026)５号 ") == "流东委〔2026〕5号"
    with pytest.raises(forms.ValidationError):
        field.clean("文" * 41)
