from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "glyph_missing": _(
        "No packaged font can print “%(characters)s” (%(codes)s); "
        "check the characters, or write another form of them that the person agrees to."
    ),
    "word_template_unreadable": _("This is no Word file (.docx) that can be read. Save it in WPS or Word as .docx and choose it again."),
    "word_template_broken": _(
        "A field or a loop of the template does not close: %(said)s. Each {{field}} and each {%% for %%} needs its end."
    ),
    "word_template_unsafe": _("The template does more than fill in fields. Take out what is not a field or a loop over a list."),
    "word_fields_unknown": _("“%(title)s” has no field called %(fields)s. The template to begin with shows every field with its name."),
    "word_template_missing": _("The office has no Word template for “%(title)s”."),
}
