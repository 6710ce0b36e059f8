"""Every address of the elections app. Each view says who may open it (`requires`); tests list them."""

from django.urls import path

from .views import accounts, board, documents, elections, health, papers, public, records, requests

app_name = "elections"

urlpatterns = [
    path("", public.communities, name="public"),
    path("e/<slug:code>/", public.election, name="public_election"),
    path("e/<slug:code>/notices/<int:pk>/", public.notice, name="public_notice"),
    path("e/<slug:code>/documents/<int:pk>/", documents.open_public, name="public_document"),
    path("e/<slug:code>/record/", public.record, name="public_record"),
    path("e/<slug:code>/audit.jsonl", public.record_file, name="public_record_file"),
    path("verify/", public.verify, name="verify"),
    path("verify/audit_chain.py", public.verifier, name="verifier"),
    path("sign-in/", accounts.sign_in, name="sign_in"),
    path("sign-in/first/", accounts.first_sign_in, name="first_sign_in"),
    path("sign-out/", accounts.sign_out, name="sign_out"),
    path("password/", accounts.change_password, name="password"),
    path("language/", accounts.choose_language, name="language"),
    path("healthz", health.healthz, name="healthz"),
    path("desk/", board.desk, name="desk"),
    path("desk/duties/", board.duties, name="duties"),
    path("desk/board/", board.board, name="board"),
    path("desk/requests/", requests.inbox, name="inbox"),
    path("desk/records/", records.records, name="records"),
    path("desk/e/<slug:code>/", elections.election, name="election"),
    path("desk/e/<slug:code>/advance/", elections.advance, name="advance"),
    path("desk/e/<slug:code>/result/approve/", elections.approve_result, name="approve_result"),
    path("desk/e/<slug:code>/acts/", records.acts, name="acts"),
    path("desk/e/<slug:code>/record/", records.record, name="record"),
    path("desk/e/<slug:code>/export/", records.export, name="export"),
    path("desk/e/<slug:code>/documents/<int:pk>/", documents.open_document, name="document"),
    path("desk/e/<slug:code>/papers/", papers.papers, name="papers"),
    path("desk/e/<slug:code>/papers/prepare/", papers.prepare, name="prepare_paper"),
    path("desk/e/<slug:code>/papers/<int:pk>/print/", papers.order, name="print_run"),
    path("desk/e/<slug:code>/print-runs/<int:pk>/", papers.open_run, name="open_print_run"),
    path("desk/e/<slug:code>/requests/<int:pk>/", requests.detail, name="request"),
    path("desk/e/<slug:code>/requests/<int:pk>/reply/", requests.reply, name="request_reply"),
    path("desk/e/<slug:code>/requests/<int:pk>/return/", requests.send_back, name="request_return"),
    path("desk/e/<slug:code>/requests/<int:pk>/scan/", requests.attach_scan, name="request_scan"),
    path("desk/e/<slug:code>/late-entries/<int:pk>/confirm/", requests.confirm_late_entry, name="confirm_late_entry"),
]
