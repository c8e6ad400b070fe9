"""Who may open what: one row for every route and method, one column for every kind of person.

    door  sent to the sign-in page
    yes   let in (what they send may still be refused as a form)
    403   known to them, but not theirs to do
    404   not theirs to know of

Everybody asks for the objects of one organisation. `own` contributes to the service that is
assessed, `other` to another service of the organisation; `former` was its assessor until
yesterday; `stranger` is administrator and improvement lead of another organisation. A draft of an
import is the lead's, an upload in hand is `own`'s, the notice is to `own`, and the lead asks `own`
for evidence. A word in brackets names another object than the usual one (see `world.py`).
"""

from dataclasses import dataclass

ACTORS = (
    "out",
    "administrator",
    "lead",
    "own",
    "other",
    "reader",
    "assessor",
    "former",
    "stranger",
)

TABLE = """
GET  accounts.sign_in              yes  yes yes yes yes yes yes yes yes
POST accounts.sign_in              yes  yes yes yes yes yes yes yes yes
POST accounts.sign_out             door door door door door door door door door
GET  accounts.forgotten_password   yes  yes yes yes yes yes yes yes yes
POST accounts.forgotten_password   yes  yes yes yes yes yes yes yes yes
GET  accounts.use_link             yes  yes yes yes yes yes yes yes yes
POST accounts.use_link             yes  yes yes yes yes yes yes yes yes
GET  accounts.account              door yes yes yes yes yes yes yes yes
GET  accounts.change_name          door yes yes yes yes yes yes yes yes
POST accounts.change_name          door yes yes yes yes yes yes yes yes
GET  accounts.change_password      door yes yes yes yes yes yes yes yes
POST accounts.change_password      door yes yes yes yes yes yes yes yes
POST accounts.sign_out_everywhere  door door door door door door door door door

GET  people.index                  door yes 403 403 403 403 403 403 yes
GET  people.invite                 door yes 403 403 403 403 403 403 yes
POST people.invite                 door yes 403 403 403 403 403 403 yes
GET  people.edit                   door yes 403 403 403 403 403 403 404
POST people.edit                   door yes 403 403 403 403 403 403 404
POST people.make_link              door yes 403 403 403 403 403 403 404
GET  people.deactivate             door yes 403 403 403 403 403 403 404
POST people.deactivate             door yes 403 403 403 403 403 403 404
POST people.reactivate             door yes 403 403 403 403 403 403 404

GET  services.index                door yes yes yes yes yes 403 403 yes
GET  services.new                  door yes yes 403 403 403 403 403 yes
POST services.new                  door yes yes 403 403 403 403 403 yes
GET  services.edit                 door yes yes 403 403 403 403 403 404
POST services.edit                 door yes yes 403 403 403 403 403 404
GET  organisation.settings         door yes 403 403 403 403 403 403 yes
POST organisation.settings         door yes 403 403 403 403 403 403 yes

GET  notices.index                 door yes yes yes yes yes yes yes yes
POST notices.read                  door 404 404 yes 404 404 404 404 404
POST notices.read_all              door yes yes yes yes yes yes yes yes
GET  calendar.settings             door yes yes yes yes yes 403 403 yes
POST calendar.make                 door yes yes yes yes yes 403 403 yes
POST calendar.end                  door yes yes yes yes yes 403 403 yes
GET  calendar.read                 yes  yes yes yes yes yes yes yes yes

GET  standards.index               door yes yes yes yes yes yes yes yes
GET  standards.show                door yes yes yes yes yes yes yes yes
GET  standards.criterion           door yes yes yes yes yes yes yes yes
GET  standards.wording             door yes 403 403 403 403 403 403 yes
POST standards.wording             door yes 403 403 403 403 403 403 yes
POST standards.save_wording        door yes 403 403 403 403 403 403 yes
POST standards.remove_wording      door yes 403 403 403 403 403 403 yes

GET  evidence.index                door yes yes yes yes yes 403 403 yes
GET  evidence.add                  door yes yes yes yes 403 403 403 yes
POST evidence.add                  door yes yes yes yes 403 403 403 yes
GET  evidence.bulk                 door yes yes yes yes 403 403 403 yes
POST evidence.bulk                 door yes yes yes yes 403 403 403 yes
GET  evidence.batch                door 403 yes yes 403 403 403 403 404
POST evidence.batch                door 403 yes yes 403 403 403 403 404
GET  evidence.discard_batch        door 403 yes yes 403 403 403 403 404
POST evidence.discard_batch        door 403 yes yes 403 403 403 403 404
GET  evidence.add_link             door yes yes yes yes 403 403 403 yes
POST evidence.add_link             door yes yes yes yes 403 403 403 yes
POST evidence.add_again            door yes yes yes yes 403 403 403 yes
GET  evidence.show                 door yes yes yes yes yes 403 403 404
GET  evidence.show(confidential)   door yes yes yes yes yes 403 403 404
GET  evidence.download             door yes yes yes yes yes 403 403 404
GET  evidence.download(confidential) door yes yes 403 403 403 403 403 404
GET  evidence.page                 door yes yes yes yes yes 403 403 404
GET  evidence.page(confidential)   door yes yes 403 403 403 403 403 404
GET  evidence.picture              door yes yes yes yes yes 403 403 404
GET  evidence.picture(confidential) door yes yes 403 403 403 403 403 404
POST evidence.draw_page            door yes yes yes yes yes 403 403 404
POST evidence.draw_page(confidential) door yes yes 403 403 403 403 403 404
GET  evidence.edit                 door yes yes 403 403 403 403 403 404
POST evidence.edit                 door yes yes 403 403 403 403 403 404
GET  evidence.edit(owned)          door yes yes yes 403 403 403 403 404
POST evidence.edit(owned)          door yes yes yes 403 403 403 403 404
GET  evidence.replace              door yes yes 403 403 403 403 403 404
POST evidence.replace              door yes yes 403 403 403 403 403 404
POST evidence.confirm_replacement  door yes yes 403 403 403 403 403 404
GET  evidence.withdraw             door yes yes 403 403 403 403 403 404
POST evidence.withdraw             door yes yes 403 403 403 403 403 404
GET  evidence.restore              door yes yes 403 403 403 403 403 404
POST evidence.restore              door yes yes 403 403 403 403 403 404

GET  freshness.index               door yes yes yes yes yes 403 403 yes
GET  freshness.calendar            door yes yes yes yes yes 403 403 yes
GET  freshness.export              door yes yes yes yes yes 403 403 yes

GET  privacy.decide                door yes yes 403 403 403 403 403 404
POST privacy.decide                door yes yes 403 403 403 403 403 404
GET  privacy.decide(owned)         door yes yes yes 403 403 403 403 404
POST privacy.decide(owned)         door yes yes yes 403 403 403 403 404

GET  assessments.home              door yes yes yes yes yes yes yes yes
GET  assessments.new               door yes yes 403 403 403 403 403 yes
POST assessments.new               door yes yes 403 403 403 403 403 yes
GET  assessments.overview          door yes yes yes 403 yes 404 404 404
GET  assessments.readiness         door yes yes yes 403 yes 404 404 404
GET  assessments.coverage          door yes yes yes 403 yes 404 404 404
GET  assessments.settings          door yes yes 403 403 403 403 403 404
POST assessments.settings          door yes yes 403 403 403 403 403 404
POST assessments.lock              door yes yes 403 403 403 403 403 404
GET  assessments.unlock            door 403 403 403 403 403 403 403 404
GET  assessments.unlock(locked)    door 403 yes 403 403 403 403 403 404
POST assessments.unlock(locked)    door 403 yes 403 403 403 403 403 404
POST assessments.save_element(locked) door 403 403 403 403 403 404 404 404
GET  assessments.element(locked)   door yes yes yes 403 yes 404 404 404
GET  assessments.assessors         door yes yes 403 403 403 403 403 404
POST assessments.assessors         door yes yes 403 403 403 403 403 404
GET  assessments.assessor          door yes yes 403 403 403 403 403 404
POST assessments.assessor          door yes yes 403 403 403 403 403 404
POST assessments.end_assessor      door yes yes 403 403 403 403 403 404
GET  assessments.element           door yes yes yes 403 yes 404 404 404
GET  assessments.history           door yes yes yes 403 yes 404 404 404
POST assessments.save_element      door 403 yes yes 403 403 404 404 404
GET  assessments.add_evidence      door 403 yes yes 403 403 404 404 404
POST assessments.add_evidence      door 403 yes yes 403 403 404 404 404
GET  assessments.add_link          door 403 yes yes 403 403 404 404 404
POST assessments.add_link          door 403 yes yes 403 403 404 404 404
GET  assessments.add_from_library  door 403 yes yes 403 403 404 404 404
POST assessments.add_from_library  door 403 yes yes 403 403 404 404 404
GET  assessments.edit_proof        door 403 yes yes 403 403 404 404 404
POST assessments.edit_proof        door 403 yes yes 403 403 404 404 404
GET  assessments.passages          door yes yes yes 403 yes 404 404 404
POST assessments.pin               door 403 yes yes 403 403 404 404 404
GET  assessments.show_pin          door yes yes yes 403 yes 404 404 404
POST assessments.confirm_passage   door 403 yes yes 403 403 404 404 404
POST assessments.remove_passage    door 403 yes yes 403 403 404 404 404
GET  assessments.suggested_evidence door 403 yes yes 403 403 404 404 404
POST assessments.follow_suggestion door 403 yes yes 403 403 404 404 404
POST assessments.follow_suggestion(confidential) door 403 yes 403 403 403 404 404 404
POST assessments.follow_suggestion(locked) door 403 403 403 403 403 404 404 404
POST assessments.refuse_suggestion door 403 yes yes 403 403 404 404 404
POST assessments.refuse_suggestion(confidential) door 403 yes 403 403 403 404 404 404
POST assessments.restore_suggestion door 403 yes yes 403 403 404 404 404
GET  assessments.detach            door 403 yes yes 403 403 404 404 404
POST assessments.detach            door 403 yes yes 403 403 404 404 404
GET  assessments.download          door yes yes yes 403 yes 404 404 404
GET  assessments.download(confidential) door yes yes 403 403 403 404 404 404
GET  assessments.evidence_page     door yes yes yes 403 yes 404 404 404
GET  assessments.evidence_page(confidential) door yes yes 403 403 403 404 404 404
GET  assessments.evidence_picture  door yes yes yes 403 yes 404 404 404
GET  assessments.evidence_picture(confidential) door yes yes 403 403 403 404 404 404
POST assessments.draw_evidence_page door yes yes yes 403 yes 404 404 404
POST assessments.draw_evidence_page(confidential) door yes yes 403 403 403 404 404 404
GET  assessments.import_start      door yes yes yes 403 yes 404 404 404
POST assessments.import_upload     door 403 yes yes 403 403 404 404 404
GET  assessments.import_columns    door 403 yes 404 403 403 404 404 404
POST assessments.import_columns    door 403 yes 404 403 403 404 404 404
GET  assessments.import_preview    door 403 yes 404 403 403 404 404 404
POST assessments.import_confirm    door 403 yes 404 403 403 404 404 404
GET  assessments.export            door yes yes yes 403 yes 404 404 404

GET  benchmark.index               door yes yes 403 403 yes 403 403 yes
GET  benchmark.elements            door yes yes 403 403 yes 403 403 yes
GET  benchmark.export              door yes yes 403 403 yes 403 403 yes
GET  benchmark.proof               door yes yes 403 403 yes 403 403 404

GET  checks.show                   door yes yes yes 403 yes 403 403 404
GET  checks.set_aside              door 403 yes yes 403 403 403 403 404
POST checks.keep_aside             door 403 yes yes 403 403 403 403 404
POST checks.raise_again            door 403 yes yes 403 403 403 403 404
POST checks.keep_aside(locked)     door 403 403 403 403 403 403 403 404

GET  route.show                    door yes yes yes 403 yes 403 403 404

GET  forecast.show                 door yes yes yes 403 yes 403 403 404
GET  fragility.show                door yes yes yes 403 yes 403 403 404

GET  what_if.show                  door yes yes yes 403 yes 403 403 404
POST what_if.try_out               door yes yes yes 403 yes 403 403 404
POST what_if.ask                   door 403 yes yes 403 403 403 403 404
POST what_if.save                  door 403 yes yes 403 403 403 403 404
POST what_if.save(locked)          door 403 403 403 403 403 403 403 404

GET  requests.index                door yes yes yes 403 yes 403 403 404
GET  requests.mine                 door yes yes yes yes yes 403 403 yes
GET  requests.ask                  door 403 yes yes 403 403 403 403 404
POST requests.ask                  door 403 yes yes 403 403 403 403 404
GET  requests.show                 door yes yes yes 403 yes 403 403 404
GET  requests.add_files            door 403 403 yes 403 403 403 403 404
POST requests.add_files            door 403 403 yes 403 403 403 403 404
GET  requests.add_link             door 403 403 yes 403 403 403 403 404
POST requests.add_link             door 403 403 yes 403 403 403 403 404
GET  requests.add_from_library     door 403 403 yes 403 403 403 403 404
POST requests.add_from_library     door 403 403 yes 403 403 403 403 404
POST requests.remove_item          door 403 403 yes 403 403 403 403 404
GET  requests.send                 door 403 403 yes 403 403 403 403 404
POST requests.send                 door 403 403 yes 403 403 403 403 404
GET  requests.decline              door 403 403 yes 403 403 403 403 404
POST requests.decline              door 403 403 yes 403 403 403 403 404
GET  requests.cancel               door 403 yes 403 403 403 403 403 404
POST requests.cancel               door 403 yes 403 403 403 403 403 404
GET  requests.accept               door 403 403 403 403 403 403 403 404
GET  requests.accept(sent)         door 403 yes 403 403 403 403 403 404
POST requests.accept(sent)         door 403 yes 403 403 403 403 403 404
GET  requests.give_back(sent)      door 403 yes 403 403 403 403 403 404
POST requests.give_back(sent)      door 403 yes 403 403 403 403 403 404

GET  actions.index                 door yes yes yes 403 yes 403 403 404
GET  actions.board                 door yes yes yes 403 yes 403 403 404
GET  actions.calendar              door yes yes yes 403 yes 403 403 404
GET  actions.add                   door 403 yes yes 403 403 403 403 404
POST actions.add                   door 403 yes yes 403 403 403 403 404
GET  actions.add(locked)           door 403 403 403 403 403 403 403 404
GET  actions.show                  door yes yes yes 403 yes 403 403 404
GET  actions.edit                  door 403 yes yes 403 403 403 403 404
POST actions.edit                  door 403 yes yes 403 403 403 403 404
POST actions.move                  door 403 yes yes 403 403 403 403 404
GET  actions.finish                door 403 yes yes 403 403 403 403 404
POST actions.finish                door 403 yes yes 403 403 403 403 404
GET  actions.drop                  door 403 yes yes 403 403 403 403 404
POST actions.drop                  door 403 yes yes 403 403 403 403 404
POST actions.note                  door 403 yes yes 403 403 403 403 404
GET  actions.add_evidence          door 403 yes yes 403 403 403 403 404
POST actions.add_evidence          door 403 yes yes 403 403 403 403 404
POST actions.remove_evidence       door 403 yes yes 403 403 403 403 404
GET  actions.export                door yes yes yes 403 yes 403 403 404
GET  actions.import_start          door yes yes yes 403 yes 403 403 404
POST actions.import_upload         door 403 yes yes 403 403 403 403 404
GET  actions.import_preview        door 403 yes 404 403 403 403 403 404
POST actions.import_confirm        door 403 yes 404 403 403 403 403 404

GET  past.index                    door yes yes yes 403 yes 403 403 404
GET  past.day                      door yes yes yes 403 yes 403 403 404
GET  past.take                     door 403 yes yes 403 403 403 403 404
POST past.take                     door 403 yes yes 403 403 403 403 404
GET  past.take(locked)             door 403 403 403 403 403 403 403 404
GET  past.show                     door yes yes yes 403 yes 403 403 404
GET  past.compare                  door yes yes yes 403 yes 403 403 404
GET  past.compare_element          door yes yes yes 403 yes 403 403 404
GET  past.carry                    door yes yes 403 403 403 403 403 404
POST past.carry                    door yes yes 403 403 403 403 403 404
GET  past.carried                  door yes yes yes 403 yes 403 403 404
GET  past.settle                   door 403 yes yes 403 403 403 403 404
POST past.settle                   door 403 yes yes 403 403 403 403 404
POST past.confirm_level            door 403 yes yes 403 403 403 403 404

GET  packs.index                   door yes yes yes 403 yes 403 403 404
POST packs.make                    door yes yes yes 403 yes 403 403 404
GET  packs.show                    door yes yes yes 403 yes 403 403 404
GET  packs.download                door yes yes yes 403 yes 403 403 404

GET  certificates.all              door yes yes yes yes yes 403 403 yes
GET  certificates.index            door yes yes yes 403 yes 403 403 404
GET  certificates.show             door yes yes yes 403 yes 403 403 404
GET  certificates.due_review       door yes yes yes 403 yes 403 403 404
GET  certificates.renewal          door yes yes yes 403 yes 403 403 404
GET  certificates.enter            door yes yes 403 403 403 403 403 404
POST certificates.enter            door yes yes 403 403 403 403 403 404
GET  certificates.edit             door yes yes 403 403 403 403 403 404
POST certificates.edit             door yes yes 403 403 403 403 403 404
GET  certificates.end              door yes yes 403 403 403 403 403 404
POST certificates.end              door yes yes 403 403 403 403 403 404
GET  certificates.add_review       door yes yes 403 403 403 403 403 404
POST certificates.add_review       door yes yes 403 403 403 403 403 404
GET  certificates.edit_review      door yes yes 403 403 403 403 403 404
POST certificates.edit_review      door yes yes 403 403 403 403 403 404
GET  certificates.remove_review    door yes yes 403 403 403 403 403 404
POST certificates.remove_review    door yes yes 403 403 403 403 403 404
GET  certificates.say_held         door yes yes 403 403 403 403 403 404
POST certificates.say_held         door yes yes 403 403 403 403 403 404
GET  certificates.begin            door yes yes 403 403 403 403 403 404
POST certificates.begin            door yes yes 403 403 403 403 403 404
GET  certificates.use              door yes yes 403 403 403 403 403 404
POST certificates.use              door yes yes 403 403 403 403 403 404
GET  certificates.renew            door yes yes 403 403 403 403 403 404
POST certificates.renew            door yes yes 403 403 403 403 403 404
GET  certificates.edit(ended)      door 403 403 403 403 403 403 403 404

GET  assessor_queries.index           door 404 404 404 404 404 yes 404 404
GET  assessor_queries.ask             door 404 404 404 404 404 yes 404 404
POST assessor_queries.ask             door 404 404 404 404 404 yes 404 404
GET  assessor_queries.show            door 404 404 404 404 404 yes 404 404
GET  assessor_queries.show(answered)  door 404 404 404 404 404 yes 404 404
GET  assessor_queries.manifest        door 404 404 404 404 404 404 404 404
GET  assessor_queries.manifest(answered) door 404 404 404 404 404 yes 404 404
GET  assessor_queries.content(answered) door 404 404 404 404 404 yes 404 404
GET  assessor_queries.accept          door 404 404 404 404 404 403 404 404
GET  assessor_queries.accept(answered) door 404 404 404 404 404 yes 404 404
POST assessor_queries.accept(answered) door 404 404 404 404 404 yes 404 404
GET  assessor_queries.refuse(answered) door 404 404 404 404 404 yes 404 404
POST assessor_queries.refuse(answered) door 404 404 404 404 404 yes 404 404
GET  assessor_queries.withdraw        door 404 404 404 404 404 yes 404 404
POST assessor_queries.withdraw        door 404 404 404 404 404 yes 404 404
GET  assessor_queries.withdraw(answered) door 404 404 404 404 404 403 404 404

GET  received_queries.index           door yes yes yes 403 yes 403 403 404
GET  received_queries.show            door yes yes yes 403 yes 403 403 404
GET  received_queries.show(answered)  door yes yes yes 403 yes 403 403 404
GET  received_queries.manifest(answered) door yes yes yes 403 yes 403 403 404
GET  received_queries.content(answered) door yes yes 403 403 403 403 403 404
GET  received_queries.add_files       door 403 yes yes 403 403 403 403 404
POST received_queries.add_files       door 403 yes yes 403 403 403 403 404
GET  received_queries.add_link        door 403 yes yes 403 403 403 403 404
POST received_queries.add_link        door 403 yes yes 403 403 403 403 404
GET  received_queries.add_from_library door 403 yes yes 403 403 403 403 404
POST received_queries.add_from_library door 403 yes yes 403 403 403 403 404
POST received_queries.remove_item     door 403 yes yes 403 403 403 403 404
GET  received_queries.answer          door 403 yes yes 403 403 403 403 404
POST received_queries.answer          door 403 yes yes 403 403 403 403 404
GET  received_queries.answer(answered) door 403 403 403 403 403 403 403 404
GET  received_queries.add_files(answered) door 403 403 403 403 403 403 403 404

GET  assessor_report.show             door 404 404 404 404 404 yes 404 404
GET  assessor_report.show(signed)     door 404 404 404 404 404 yes 404 404
GET  assessor_report.edit_section     door 404 404 404 404 404 yes 404 404
POST assessor_report.edit_section     door 404 404 404 404 404 yes 404 404
POST assessor_report.edit_section(drafted) door 404 404 404 404 404 403 404 404
POST assessor_report.edit_section(signed) door 404 404 404 404 404 403 404 404
GET  assessor_report.recommend        door 404 404 404 404 404 yes 404 404
POST assessor_report.recommend        door 404 404 404 404 404 yes 404 404
POST assessor_report.recommend(drafted) door 404 404 404 404 404 403 404 404
POST assessor_report.recommend(signed) door 404 404 404 404 404 403 404 404
GET  assessor_report.restore_draft    door 404 404 404 404 404 yes 404 404
POST assessor_report.restore_draft    door 404 404 404 404 404 yes 404 404
POST assessor_report.restore_draft(drafted) door 404 404 404 404 404 403 404 404
POST assessor_report.restore_draft(signed) door 404 404 404 404 404 403 404 404
GET  assessor_report.send             door 404 404 404 404 404 yes 404 404
POST assessor_report.send             door 404 404 404 404 404 yes 404 404
POST assessor_report.send(drafted)    door 404 404 404 404 404 403 404 404
POST assessor_report.send(signed)     door 404 404 404 404 404 403 404 404
GET  assessor_report.points           door 404 404 404 404 404 yes 404 404
GET  assessor_report.answer(drafted)  door 404 404 404 404 404 yes 404 404
POST assessor_report.answer(drafted)  door 404 404 404 404 404 yes 404 404
POST assessor_report.answer           door 404 404 404 404 404 403 404 404
POST assessor_report.answer(signed)   door 404 404 404 404 404 403 404 404
GET  assessor_report.close(drafted)   door 404 404 404 404 404 yes 404 404
POST assessor_report.close(drafted)   door 404 404 404 404 404 yes 404 404
POST assessor_report.close            door 404 404 404 404 404 403 404 404
POST assessor_report.close(signed)    door 404 404 404 404 404 403 404 404
GET  assessor_report.sign             door 404 404 404 404 404 yes 404 404
POST assessor_report.sign             door 404 404 404 404 404 yes 404 404
POST assessor_report.sign(drafted)    door 404 404 404 404 404 403 404 404
POST assessor_report.sign(signed)     door 404 404 404 404 404 403 404 404
GET  assessor_report.reopen           door 404 404 404 404 404 403 404 404
GET  assessor_report.reopen(signed)   door 404 404 404 404 404 yes 404 404
POST assessor_report.reopen(signed)   door 404 404 404 404 404 yes 404 404
GET  assessor_paper.download          door 404 404 404 404 404 yes 404 404
GET  assessor_paper.download(signed)  door 404 404 404 404 404 yes 404 404

GET  received_report.show             door yes yes yes 403 yes 403 403 404
GET  received_report.one              door yes yes yes 403 yes 403 403 404
GET  received_report.one(drafted)     door yes yes yes 403 yes 403 403 404
GET  received_report.one(signed)      door yes yes yes 403 yes 403 403 404
GET  received_report.raise_point(drafted) door yes yes 403 403 403 403 403 404
POST received_report.raise_point(drafted) door yes yes 403 403 403 403 403 404
POST received_report.raise_point      door 403 403 403 403 403 403 403 404
POST received_report.raise_point(signed) door 403 403 403 403 403 403 403 404
GET  received_report.withdraw_point(drafted) door yes yes 403 403 403 403 403 404
POST received_report.withdraw_point(drafted) door yes yes 403 403 403 403 403 404
POST received_report.withdraw_point(signed) door 403 403 403 403 403 403 403 404
POST received_report.say_nothing(drafted) door yes yes 403 403 403 403 403 404
POST received_report.say_nothing      door 403 403 403 403 403 403 403 404
GET  received_paper.download          door 404 404 404 403 404 403 403 404
GET  received_paper.download(drafted) door yes yes 404 403 404 403 403 404
GET  received_paper.download(signed)  door yes yes yes 403 yes 403 403 404

GET  submissions.index             door yes yes yes 403 yes 403 403 404
GET  submissions.submit            door yes yes 403 403 403 403 403 404
POST submissions.submit            door yes yes 403 403 403 403 403 404
GET  submissions.submit(locked)    door yes yes 403 403 403 403 403 404
GET  submissions.show              door yes yes yes 403 yes 403 403 404
GET  submissions.manifest          door yes yes yes 403 yes 403 403 404
GET  submissions.content           door yes yes 403 403 403 403 403 404
GET  submissions.withdraw          door yes yes 403 403 403 403 403 404
POST submissions.withdraw          door yes yes 403 403 403 403 403 404

GET  reviews.index                 door yes yes yes yes yes yes yes yes
GET  reviews.begin                 door 404 404 404 404 404 yes 404 404
POST reviews.begin                 door 404 404 404 404 404 yes 404 404
GET  reviews.show                  door 404 404 404 404 404 yes 404 404
GET  reviews.element               door 404 404 404 404 404 yes 404 404
POST reviews.save_element          door 404 404 404 404 404 yes 404 404
GET  reviews.element_note          door 404 404 404 404 404 yes 404 404
POST reviews.element_note          door 404 404 404 404 404 yes 404 404
GET  reviews.note                  door 404 404 404 404 404 yes 404 404
POST reviews.note                  door 404 404 404 404 404 yes 404 404
GET  reviews.evidence              door 404 404 404 404 404 yes 404 404
GET  reviews.sample                door 404 404 404 404 404 yes 404 404
POST reviews.sample                door 404 404 404 404 404 yes 404 404
GET  reviews.settings              door 404 404 404 404 404 yes 404 404
POST reviews.settings              door 404 404 404 404 404 yes 404 404
GET  reviews.take_up               door 404 404 404 404 404 403 404 404
POST reviews.take_up               door 404 404 404 404 404 403 404 404
GET  reviews.take_over             door 404 404 404 404 404 403 404 404
POST reviews.take_over             door 404 404 404 404 404 403 404 404
GET  reviews.take_over(abandoned)  door 404 404 404 404 404 yes 404 404
POST reviews.take_over(abandoned)  door 404 404 404 404 404 yes 404 404

GET  submitted.show                door 404 404 404 404 404 yes 404 404
GET  submitted.element             door 404 404 404 404 404 yes 404 404
GET  submitted.manifest            door 404 404 404 404 404 yes 404 404
GET  submitted.content             door 404 404 404 404 404 yes 404 404
GET  submitted.evidence            door 404 404 404 404 404 yes 404 404
GET  submitted.evidence(confidential) door 404 404 404 404 404 yes 404 404
GET  submitted.evidence(owned)     door 404 404 404 404 404 404 404 404
GET  submitted.download            door 404 404 404 404 404 yes 404 404
GET  submitted.download(confidential) door 404 404 404 404 404 yes 404 404
GET  submitted.download(owned)     door 404 404 404 404 404 404 404 404
GET  submitted.address             door 404 404 404 404 404 yes 404 404
GET  submitted.picture             door 404 404 404 404 404 yes 404 404
GET  submitted.picture(owned)      door 404 404 404 404 404 404 404 404
POST submitted.draw_page           door 404 404 404 404 404 yes 404 404

GET  submitted_papers.index        door 404 404 404 404 404 yes 404 404
POST submitted_papers.ask          door 404 404 404 404 404 yes 404 404
POST submitted_papers.ask_pack     door 404 404 404 404 404 yes 404 404
GET  submitted_papers.report       door 404 404 404 404 404 yes 404 404
GET  submitted_papers.report(living) door 404 404 404 404 404 404 404 404
GET  submitted_papers.report_file  door 404 404 404 404 404 yes 404 404
GET  submitted_papers.report_file(living) door 404 404 404 404 404 404 404 404
GET  submitted_papers.pack         door 404 404 404 404 404 yes 404 404
GET  submitted_papers.pack(living) door 404 404 404 404 404 404 404 404
GET  submitted_papers.pack_file    door 404 404 404 404 404 yes 404 404
GET  submitted_papers.pack_file(living) door 404 404 404 404 404 404 404 404

GET  trail.index                   door yes yes 403 403 403 403 403 404
GET  trail.export                  door yes yes 403 403 403 403 403 404

GET  visit.index                   door 404 404 404 404 404 yes 404 404
GET  visit.index(signed)           door 404 404 404 404 404 yes 404 404
GET  visit.show                    door 404 404 404 404 404 yes 404 404
GET  visit.cards                   door 404 404 404 404 404 yes 404 404
GET  visit.notes                   door 404 404 404 404 404 yes 404 404
GET  visit_cards.download          door 404 404 404 404 404 yes 404 404
GET  visit.add                     door 404 404 404 404 404 yes 404 404
POST visit.add                     door 404 404 404 404 404 yes 404 404
GET  visit.edit                    door 404 404 404 404 404 yes 404 404
POST visit.edit                    door 404 404 404 404 404 yes 404 404
GET  visit.questions               door 404 404 404 404 404 yes 404 404
POST visit.questions               door 404 404 404 404 404 yes 404 404
GET  visit.remove                  door 404 404 404 404 404 yes 404 404
POST visit.remove                  door 404 404 404 404 404 yes 404 404
GET  visit.lay_out                 door 404 404 404 404 404 yes 404 404
POST visit.lay_out                 door 404 404 404 404 404 yes 404 404
GET  visit.share                   door 404 404 404 404 404 yes 404 404
POST visit.share                   door 404 404 404 404 404 yes 404 404
GET  visit.add_note                door 404 404 404 404 404 yes 404 404
POST visit.add_note                door 404 404 404 404 404 yes 404 404
GET  visit.edit_note               door 404 404 404 404 404 yes 404 404
POST visit.edit_note               door 404 404 404 404 404 yes 404 404
GET  visit.delete_note             door 404 404 404 404 404 yes 404 404
POST visit.delete_note             door 404 404 404 404 404 yes 404 404
GET  visit.add(signed)             door 404 404 404 404 404 403 404 404
GET  visit.lay_out(signed)         door 404 404 404 404 404 403 404 404
GET  visit.share(signed)           door 404 404 404 404 404 403 404 404
GET  visit.add_note(signed)        door 404 404 404 404 404 403 404 404
GET  received_visit.show           door yes yes yes 403 yes 403 403 404
GET  received_visit.calendar       door yes yes yes 403 yes 403 403 404

GET  takeaway.index                door yes yes yes 403 yes 403 403 404
POST takeaway.receive              door 403 yes yes 403 403 403 403 404
GET  takeaway.new                  door 403 yes yes 403 403 403 403 404
POST takeaway.new                  door 403 yes yes 403 403 403 403 404
GET  takeaway.show                 door yes yes yes 403 yes 403 403 404
GET  takeaway.download             door yes yes yes 403 yes 403 403 404
POST takeaway.end                  door 403 yes yes 403 403 403 403 404
GET  takeaway.merge                door 403 yes yes 403 403 403 403 404
POST takeaway.apply                door 403 yes yes 403 403 403 403 404
POST takeaway.drop                 door 403 yes yes 403 403 403 403 404

GET  reports.index                 door yes yes yes 403 yes 404 404 404
GET  reports.compose               door yes yes yes 403 yes 404 404 404
POST reports.ask                   door yes yes yes 403 yes 404 404 404
GET  reports.show                  door yes yes yes 403 yes 404 404 404
GET  reports.show(titled)          door yes yes 403 403 403 404 404 404
GET  reports.show(for_team)        door yes yes yes 403 yes 404 404 404
POST reports.again                 door yes yes yes 403 yes 404 404 404
POST reports.again(titled)         door yes yes 403 403 403 404 404 404
POST reports.again(for_team)       door yes yes yes 403 yes 404 404 404
GET  reports.download              door yes yes yes 403 yes 404 404 404
GET  reports.download(titled)      door yes yes 403 403 403 404 404 404
GET  reports.download(for_team)    door yes yes yes 403 yes 404 404 404
GET  reports.figures               door yes yes yes 403 yes 404 404 404

GET  scoring.mine                  door yes yes yes yes yes yes yes yes
GET  scoring.begin                 door 404 404 404 404 404 403 404 404
POST scoring.begin                 door 404 404 404 404 404 403 404 404
GET  scoring.begin(unreviewed)     door 404 404 404 404 404 yes 404 404
POST scoring.begin(unreviewed)     door 404 404 404 404 404 yes 404 404
GET  scoring.show                  door 404 404 404 yes 404 404 404 404
GET  scoring.element               door 404 404 404 yes 404 404 404 404
POST scoring.save                  door 404 404 404 yes 404 404 404 404
GET  scoring.finish                door 404 404 404 yes 404 404 404 404
POST scoring.finish                door 404 404 404 yes 404 404 404 404
GET  scoring.give_up               door 404 404 404 yes 404 404 404 404
POST scoring.give_up               door 404 404 404 yes 404 404 404 404
GET  scorings.index                door yes yes yes 403 yes 403 403 404
GET  scorings.compare              door yes yes yes 403 yes 403 403 404
GET  scorings.over_time            door yes yes yes 403 yes 403 403 404
GET  scorings.ask                  door 403 yes 403 403 403 403 403 404
POST scorings.ask                  door 403 yes 403 403 403 403 403 404
GET  scorings.more_time            door 403 yes 403 403 403 403 403 404
POST scorings.more_time            door 403 yes 403 403 403 403 403 404
GET  scorings.take_back            door 403 yes 403 403 403 403 403 404
POST scorings.take_back            door 403 yes 403 403 403 403 403 404
GET  second_opinion.index          door 404 404 404 404 404 yes 404 404
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One route and method with the answer that each actor gets."""

    method: str
    endpoint: str
    variant: str
    answers: dict[str, str]

    @property
    def blueprint(self) -> str:
        return self.endpoint.partition(".")[0]

    def __str__(self) -> str:
        return f"{self.method} {self.endpoint}" + (f"({self.variant})" if self.variant else "")


def read_rows(table: str = TABLE) -> tuple[Row, ...]:
    return tuple(_read_row(line) for line in table.splitlines() if line.strip())


def _read_row(line: str) -> Row:
    method, target, *answers = line.split()
    endpoint, _, variant = target.rstrip(")").partition("(")
    return Row(method, endpoint, variant, dict(zip(ACTORS, answers, strict=True)))
