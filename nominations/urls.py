"""Every address of the nominations app; each view says who may open it (`requires`)."""

from django.urls import path

from .views import lists

app_name = "nominations"

urlpatterns = [
    path("desk/e/<slug:code>/lists/preliminary/approve/", lists.approve_preliminary_list, name="approve_preliminary"),
    path("desk/e/<slug:code>/lists/reserve/approve/", lists.approve_reserve_list, name="approve_reserve"),
]
