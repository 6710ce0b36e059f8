from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "glyph_missing": _(
        "No packaged font can print “%(characters)s” (%(codes)s); "
        "check the characters, or write another form of them that the person agrees to."
    ),
}
