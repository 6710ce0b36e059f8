from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "roll_is_closed": _("The roll is closed; it changes only by a recorded revision."),
    "roll_not_closed": _("The roll is not closed yet; simply edit it."),
    "roll_person_twice": _("%(name)s is on the roll already, as number %(number)s."),
    "roll_person_out": _("%(name)s was struck off the roll or disqualified."),
    "roll_without_electors": _("Of %(total)s members nobody has a vote; enter the roll first."),
    "roll_on_two_rolls": _(
        "%(name)s is also an elector on the roll of %(community)s; decide where this member belongs and strike the other entry off."
    ),
    "revision_of_nothing": _("Say who is added, changed or struck off."),
    "exclusions_without_reply": _("%(count)s members are proposed not to be counted as due; the superior's scanned reply is missing."),
    "exclusions_after_request": _("%(count)s cases were proposed after the request to the superior; report again."),
    "roll_capacity_unknown": _("%(name)s: “%(value)s” is no capacity of this cycle."),
    "roll_name_invalid": _("Name “%(value)s”: write it in Chinese characters, without pinyin, digits or question marks."),
    "roll_sex_unknown": _("%(name)s: “%(value)s” is no sex of the roll; choose male or female."),
    "roll_education_unknown": _("%(name)s: “%(value)s” is no level of education; choose one of the list."),
    "roll_too_young": _("%(name)s, born %(born)s, is not yet %(bound)s; check the date of birth."),
    "roll_no_member_with_membership": _(
        "%(name)s is no Party member, yet has dates of membership, a suspension or a part-time mark; correct the one or the other."
    ),
    "roll_joined_out_of_order": _("%(name)s: joined %(joined)s, born %(born)s; the date of joining lies before birth or after today."),
    "roll_probationary_with_date": _("%(name)s is probationary, yet became a full member on %(full)s; correct the one or the other."),
    "roll_full_out_of_order": _("%(name)s: full member on %(full)s, joined %(joined)s; the date lies before joining or after today."),
    "roll_suspension_unknown": _("%(name)s: “%(value)s” is no reason that suspends a member's rights."),
    "roll_suspension_without_reason": _("%(name)s has dates of a suspension without a reason."),
    "roll_suspension_out_of_order": _("%(name)s: the suspension ends %(ends)s, before it begins %(starts)s."),
    "identity_form": _("ID number “%(value)s” has not 18 digits; a spreadsheet may have rounded it, keep the column as text."),
    "identity_birth_day": _("ID number “%(value)s”: digits 7 to 14 are no date."),
    "identity_check_digit": _("ID number “%(value)s”: the last digit should be %(expected)s; check the number."),
    "identity_other_birth": _("ID number “%(value)s” says born %(told)s, the roll says %(born)s; correct the one or the other."),
    "identity_other_sex": _("ID number “%(value)s” belongs to the other sex; correct the one or the other."),
    "roll_cell_too_long": _("“%(column)s”: “%(value)s” is too long; at most 120 characters."),
    "roll_text_too_long": _("%(name)s: “%(value)s” is too long; at most %(most)s characters."),
    "roll_cell_name": _("“%(column)s”: “%(value)s” is no name."),
    "roll_cell_sex": _("“%(column)s”: “%(value)s” is neither 男 nor 女."),
    "roll_cell_ethnicity": _("“%(column)s”: “%(value)s” is none of the 56 nationalities."),
    "roll_cell_day": _("“%(column)s”: “%(value)s” is no day; write it as 1975-03-01, or fill in the ID number."),
    "roll_birth_without_day": _(
        "“%(column)s” says %(value)s: the day is missing. Type year, month and day there (1970-05-03), "
        "or give the whole ID number beside it; the number is not stored."
    ),
    "roll_cell_date": _("“%(column)s”: “%(value)s” is no date; write it as 1998-07-01 or 1998.07."),
    "roll_cell_education": _("“%(column)s”: “%(value)s” is no level of education; write 高中, 大专, 本科 and the like."),
    "roll_cell_membership": _("“%(column)s”: “%(value)s” is neither 正式 nor 预备 nor 非党员."),
    "roll_cell_discipline": _("“%(column)s”: “%(value)s” cannot be understood; write 无, or 留党察看 with its dates."),
    "roll_cell_yes_no": _("“%(column)s”: “%(value)s” is neither 是 nor 否."),
    "roll_cell_capacities": _("“%(column)s”: “%(value)s” is no capacity; see the template for the list."),
    "roll_cell_tags": _("“%(column)s”: “%(value)s” is no mark of the list; see the template."),
    "roll_header_missing": _("No line with the columns of a roll (姓名 and others) in the first %(rows)s lines; use the template."),
    "roll_header_unknown": _("Column %(column)s: “%(value)s” is not known; correct the heading or delete the column."),
    "roll_header_blank": _("Column %(column)s has no heading but holds “%(value)s”; give it a heading or delete it."),
    "roll_header_twice": _("Columns “%(value)s” and “%(other)s” say the same; keep one."),
    "roll_column_missing": _("The column “%(column)s” is missing."),
    "roll_without_rows": _("There is nobody below the heading in line %(row)s."),
    "roll_value_missing": _("“%(column)s” is empty."),
    "roll_sheets_several": _("%(count)s sheets look like a roll; keep one of them in the file."),
    "roll_branch_taken_as": _("Branch “%(value)s” is entered as “%(branch)s”, as the office calls it."),
    "roll_branch_unknown": _(
        "The community has no branch “%(value)s”, but %(known)s: whoever has it belongs to none. "
        "Correct the file, or let the system administrator add the branch."
    ),
    "roll_without_branch": _(
        "%(count)s of %(of)s members belong to no branch of the community (%(names)s): "
        "they are on no branch's list. Correct the branch of each before the roll is closed."
    ),
    "roll_row_twice": _("%(name)s stands in row %(other)s already; keep one row, or fill in both ID numbers."),
    "roll_row_other_name": _(
        "The ID number of %(name)s belongs to %(other)s, number %(number)s of the roll; correct the number or the name."
    ),
    "roll_row_ambiguous": _("%(count)s people of the roll are called %(name)s and have this birthday; fill in the ID number."),
    "roll_row_other_identity": _(
        "%(name)s is number %(number)s of the roll with another ID number (ending in %(tail)s); decide whether it is the same person."
    ),
    "roll_name_unprintable": _(
        "The characters %(characters)s in %(name)s cannot be printed with the packaged fonts; ask for a font before papers are issued."
    ),
    "roll_rows_faulty": _("%(rows)s of %(of)s rows have faults; nothing was entered."),
    "roll_import_overtaken": _("%(count)s people of this file were worked on since (%(names)s); change or remove them one by one instead."),
    "roll_row": _("Row %(row)s: %(text)s"),
    "roll_file_missing": _("%(file)s cannot be read: %(reason)s."),
    "election_unknown": _("There is no election “%(code)s”."),
    "account_unknown": _("There is no account “%(username)s” for this act; name one with --actor."),
    "table_empty": _("The file is empty."),
    "table_old_excel": _("This is the old Excel format (.xls); save it as .xlsx."),
    "table_too_large": _(
        "The table has %(rows)s rows and %(columns)s columns; at most %(most_rows)s rows and %(most_columns)s columns are read."
    ),
    "table_unpacks_too_large": _("This workbook unpacks to more than %(most)s MB; save the roll alone as a new file."),
    "table_broken": _("The table is broken and cannot be read; open it in the spreadsheet program and save it again."),
    "table_not_text": _("The file is neither a workbook nor a text table; save it as .xlsx or CSV."),
}
