"""Every address of the nominations app; each view says who may open it (`requires`)."""

from django.urls import path

from .views import (
    committee_ballot,
    deliberations,
    lists,
    nominations,
    nominees,
    pledges,
    recommendation,
    remedies,
    rounds,
    slate,
    speeches,
    vetting,
)

app_name = "nominations"

urlpatterns = [
    path("desk/e/<slug:code>/lists/preliminary/approve/", lists.approve_preliminary_list, name="approve_preliminary"),
    path("desk/e/<slug:code>/lists/reserve/approve/", lists.approve_reserve_list, name="approve_reserve"),
    path("desk/e/<slug:code>/nomination/", nominations.nomination, name="nomination"),
    path("desk/e/<slug:code>/nomination/open/", rounds.open_round, name="open_round"),
    path("desk/e/<slug:code>/nomination/close/", rounds.close_round, name="close_round"),
    path("desk/e/<slug:code>/nomination/remedy/", remedies.remedy, name="remedy"),
    path("desk/e/<slug:code>/nomination/sheets/self/", nominations.register_self, name="register_self"),
    path("desk/e/<slug:code>/nomination/sheets/joint/", nominations.register_joint, name="register_joint"),
    path("desk/e/<slug:code>/nomination/sheets/organisation/", nominations.register_organisation, name="register_organisation"),
    path("desk/e/<slug:code>/nomination/sheets/<int:pk>/strike/", nominations.strike, name="strike"),
    path("desk/e/<slug:code>/nomination/nominees/<int:pk>/", nominees.nominee, name="nominee"),
    path("desk/e/<slug:code>/nomination/nominees/<int:pk>/consent/", nominees.consent, name="consent"),
    path("desk/e/<slug:code>/nomination/nominees/<int:pk>/withdraw/", nominees.withdraw, name="withdraw"),
    path("desk/e/<slug:code>/nomination/nominees/<int:pk>/account/", nominees.link_account, name="link_account"),
    path("desk/e/<slug:code>/recommendation/", recommendation.recommendation, name="recommendation"),
    path("desk/e/<slug:code>/vetting/", vetting.vetting, name="vetting"),
    path("desk/e/<slug:code>/vetting/findings/", vetting.record_vetting, name="record_vetting"),
    path("desk/e/<slug:code>/vetting/inspection/", vetting.record_inspection, name="record_inspection"),
    path("desk/e/<slug:code>/vetting/certify/", vetting.certify_vetting, name="certify_vetting"),
    path("desk/e/<slug:code>/lists/", lists.lists, name="lists"),
    path("desk/e/<slug:code>/committee-ballot/", committee_ballot.committee_ballot, name="committee_ballot"),
    path("desk/e/<slug:code>/committee-ballot/open/", committee_ballot.open_ballot, name="open_committee_ballot"),
    path("desk/e/<slug:code>/committee-ballot/tally/", committee_ballot.enter_tally, name="enter_committee_tally"),
    path("desk/e/<slug:code>/committee-ballot/settle/", committee_ballot.settle_tally, name="settle_committee_tally"),
    path("desk/e/<slug:code>/committee-ballot/certify/", committee_ballot.certify, name="certify_committee_ballot"),
    path("desk/e/<slug:code>/candidacy/", pledges.candidacy, name="candidacy"),
    path("desk/e/<slug:code>/candidacy/visits/new/", pledges.record_visit, name="record_visit"),
    path("desk/e/<slug:code>/candidacy/concerns/new/", pledges.record_concern, name="record_concern"),
    path("desk/e/<slug:code>/candidacy/<int:pk>/concerns/", pledges.choose_concerns, name="choose_concerns"),
    path("desk/e/<slug:code>/candidacy/<int:pk>/pledge/", pledges.sign_pledge, name="sign_pledge"),
    path("desk/e/<slug:code>/candidacy/pledges/publish/", pledges.publish_pledges, name="publish_pledges"),
    path("desk/e/<slug:code>/candidacy/speeches/new/", speeches.record_speech_training, name="record_speech_training"),
    path("desk/e/<slug:code>/candidacy/deliberations/<int:pk>/", deliberations.record_deliberation, name="record_deliberation"),
    path("desk/e/<slug:code>/candidacy/slate/", slate.certify_slate, name="certify_slate"),
]
