from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "strokes_unknown": _(
        "The strokes of “%(character)s” (%(code_point)s) in “%(name)s” are not known; correct it or place this name by hand."
    ),
    "names_file_missing": _("The file %(file)s cannot be read: %(reason)s."),
    "names_file_not_text": _("The file %(file)s is no list of names: save it as text in UTF-8 or GBK, one name a line."),
    "names_file_empty": _("The file %(file)s holds no name; write one name a line."),
    "names_line_columns": _("Line %(line)s of %(file)s (“%(text)s”) has several columns; write one name a line."),
}
