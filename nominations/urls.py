"""Every address of the nominations app; each view says who may open it (`requires`)."""

from django.urls import path

from .views import committee_ballot, lists, nominations, pledges, recommendation, vetting

app_name = "nominations"

urlpatterns = [
    path("desk/e/<slug:code>/lists/preliminary/approve/", lists.approve_preliminary_list, name="approve_preliminary"),
    path("desk/e/<slug:code>/lists/reserve/approve/", lists.approve_reserve_list, name="approve_reserve"),
    path("desk/e/<slug:code>/nomination/", nominations.nomination, name="nomination"),
    path("desk/e/<slug:code>/recommendation/", recommendation.recommendation, name="recommendation"),
    path("desk/e/<slug:code>/vetting/", vetting.vetting, name="vetting"),
    path("desk/e/<slug:code>/vetting/findings/", vetting.record_vetting, name="record_vetting"),
    path("desk/e/<slug:code>/vetting/inspection/", vetting.record_inspection, name="record_inspection"),
    path("desk/e/<slug:code>/vetting/certify/", vetting.certify_vetting, name="certify_vetting"),
    path("desk/e/<slug:code>/lists/", lists.lists, name="lists"),
    path("desk/e/<slug:code>/committee-ballot/", committee_ballot.committee_ballot, name="committee_ballot"),
    path("desk/e/<slug:code>/candidacy/", pledges.candidacy, name="candidacy"),
]
