from elections.views.acts import act_page
from nominations.forms.speeches import RecordSpeechTrainingForm

record_speech_training = act_page(RecordSpeechTrainingForm)
