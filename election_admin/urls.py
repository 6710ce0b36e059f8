from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("elections.urls")),
    path("", include("nominations.urls")),
]

handler403 = "elections.views.errors.forbidden"
handler404 = "elections.views.errors.not_found"
handler500 = "elections.views.errors.failed"
