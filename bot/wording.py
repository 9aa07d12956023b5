"""Our own words on the widget, in the languages of the wikis it sits in.

Articles and questions stay in theirs, and so do the reasons that an answer gives, which
are composed in English.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Every string of ours that an answer and the widget around it show, in one language.

    Names in braces are filled in by ``str.format``.
    """

    lang: str
    # an answer
    not_in_articles: str
    nowhere_used: str
    or_: str
    nearest: str
    read_as: str
    related_speakers: str
    # asking
    question: str
    ask_first: str
    ask_on: str
    ask: str
    looking: str
    failed: str
    asked_before: str
    start_again: str
    examples: str
    full_page: str
    new_window: str
    # a citation in its article
    citation: str
    nearest_passage: str
    previous: str
    next: str
    back: str
    close: str
    original: str
    article_text: str
    gone: str
    # taking an answer along
    copy: str
    copied: str
    by_hand: str


ENGLISH = Wording(
    lang="en",
    not_in_articles="The articles do not answer this.",
    nowhere_used="They nowhere use {words}.",
    or_="or",
    nearest="Nearest passages, which do not answer it:",
    read_as="Read as:",
    related_speakers="Related speakers:",
    question="Your question",
    ask_first="What did … say about …?",
    ask_on="Ask on",
    ask="Ask",
    looking="Looking it up …",
    failed="No answer came. Try again.",
    asked_before="Asked before",
    start_again="Start again",
    examples="For example",
    full_page="Open in full page",
    new_window="opens a new window",
    citation="Citation {n} of {total}",
    nearest_passage="Nearest passage {n} of {total}; it does not answer the question",
    previous="Previous",
    next="Next",
    back="Back to the answer",
    close="Close the article",
    original="Original",
    article_text="Text of the article",
    gone="This passage is not in the articles any more. Ask again.",
    copy="Copy",
    copied="Copied, citations included.",
    by_hand="Copying is not allowed here: press Ctrl+C, the text is selected.",
)
_GERMAN = Wording(
    lang="de",
    not_in_articles="Die Artikel beantworten das nicht.",
    nowhere_used="Nirgends steht dort {words}.",
    or_="oder",
    nearest="Nächstliegende Stellen, die es nicht beantworten:",
    read_as="Gelesen als:",
    related_speakers="Verwandte Sprecher:",
    question="Ihre Frage",
    ask_first="Was hat … über … gesagt?",
    ask_on="Weiterfragen",
    ask="Fragen",
    looking="Wird nachgesehen …",
    failed="Es kam keine Antwort. Versuchen Sie es noch einmal.",
    asked_before="Zuvor gefragt",
    start_again="Neu beginnen",
    examples="Zum Beispiel",
    full_page="Auf ganzer Seite öffnen",
    new_window="öffnet ein neues Fenster",
    citation="Beleg {n} von {total}",
    nearest_passage="Nächstliegende Stelle {n} von {total}; sie beantwortet die Frage nicht",
    previous="Zurück",
    next="Weiter",
    back="Zur Antwort",
    close="Artikel schließen",
    original="Original",
    article_text="Text des Artikels",
    gone="Diese Stelle steht nicht mehr in den Artikeln. Fragen Sie noch einmal.",
    copy="Kopieren",
    copied="Kopiert, samt Belegen.",
    by_hand="Kopieren ist hier nicht erlaubt: drücken Sie Strg+C, der Text ist markiert.",
)
_FRENCH = Wording(
    lang="fr",
    not_in_articles="Les articles ne répondent pas à cette question.",
    nowhere_used="Ils n’emploient nulle part {words}.",
    or_="ou",
    nearest="Passages les plus proches, qui n’y répondent pas :",
    read_as="Comprise comme :",
    related_speakers="Voix apparentées :",
    question="Votre question",
    ask_first="Qu’a dit … au sujet de … ?",
    ask_on="Poursuivre",
    ask="Demander",
    looking="Recherche en cours …",
    failed="Aucune réponse n’est arrivée. Réessayez.",
    asked_before="Questions précédentes",
    start_again="Recommencer",
    examples="Par exemple",
    full_page="Ouvrir en pleine page",
    new_window="ouvre une nouvelle fenêtre",
    citation="Citation {n} sur {total}",
    nearest_passage="Passage proche {n} sur {total} ; il ne répond pas à la question",
    previous="Précédente",
    next="Suivante",
    back="Revenir à la réponse",
    close="Fermer l’article",
    original="Original",
    article_text="Texte de l’article",
    gone="Ce passage ne figure plus dans les articles. Reposez la question.",
    copy="Copier",
    copied="Copié, avec les citations.",
    by_hand="La copie n’est pas permise ici : appuyez sur Ctrl+C, le texte est sélectionné.",
)
_RUSSIAN = Wording(
    lang="ru",
    not_in_articles="В статьях нет ответа на этот вопрос.",
    nowhere_used="В них нигде не встречается {words}.",
    or_="или",
    nearest="Ближайшие отрывки, которые на него не отвечают:",
    read_as="Понято как:",
    related_speakers="Связанные с ними:",
    question="Ваш вопрос",
    ask_first="Что сказал … о …?",
    ask_on="Спросить ещё",
    ask="Спросить",
    looking="Идёт поиск …",
    failed="Ответ не пришёл. Попробуйте ещё раз.",
    asked_before="Заданные раньше вопросы",
    start_again="Начать заново",
    examples="Например",
    full_page="Открыть на всей странице",
    new_window="откроется новое окно",
    citation="Цитата {n} из {total}",
    nearest_passage="Ближайший отрывок {n} из {total}; он не отвечает на вопрос",
    previous="Предыдущая",
    next="Следующая",
    back="Назад к ответу",
    close="Закрыть статью",
    original="Оригинал",
    article_text="Текст статьи",
    gone="Этого отрывка больше нет в статьях. Задайте вопрос ещё раз.",
    copy="Копировать",
    copied="Скопировано вместе с цитатами.",
    by_hand="Копирование здесь запрещено: нажмите Ctrl+C, текст выделен.",
)
_UKRAINIAN = Wording(
    lang="uk",
    not_in_articles="У статтях немає відповіді на це запитання.",
    nowhere_used="У них ніде не трапляється {words}.",
    or_="або",
    nearest="Найближчі уривки, які на нього не відповідають:",
    read_as="Зрозуміло як:",
    related_speakers="Пов’язані з ними:",
    question="Ваше запитання",
    ask_first="Що сказав … про …?",
    ask_on="Запитати ще",
    ask="Запитати",
    looking="Триває пошук …",
    failed="Відповідь не надійшла. Спробуйте ще раз.",
    asked_before="Попередні запитання",
    start_again="Почати спочатку",
    examples="Наприклад",
    full_page="Відкрити на всій сторінці",
    new_window="відкриється нове вікно",
    citation="Цитата {n} з {total}",
    nearest_passage="Найближчий уривок {n} з {total}; він не відповідає на запитання",
    previous="Попередня",
    next="Наступна",
    back="Назад до відповіді",
    close="Закрити статтю",
    original="Оригінал",
    article_text="Текст статті",
    gone="Цього уривка більше немає у статтях. Поставте запитання ще раз.",
    copy="Копіювати",
    copied="Скопійовано разом із цитатами.",
    by_hand="Копіювання тут заборонено: натисніть Ctrl+C, текст виділено.",
)
WORDINGS = {wording.lang: wording for wording in (ENGLISH, _GERMAN, _FRENCH, _RUSSIAN, _UKRAINIAN)}


def in_language(tag: str) -> Wording:
    """Pick our words for a language tag such as ``de`` or ``de-AT``; English for any other."""
    return WORDINGS.get(tag.strip().lower().replace("_", "-").split("-")[0], ENGLISH)
