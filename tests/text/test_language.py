import pytest

from citeaudit.text.language import english, nats_for_english
from citeaudit.text.wordlists import word_list

ENGLISH = "Naps have improved the memory of children who were taught in the morning, and this was seen in two trials."


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "According to Müller et al. and to von der Heide, the memory of adults is not improved by naps in the afternoon.",
        "We measured TNF-α, IL-1β and Ca2+ in the serum of those with insomnia, from which the mean was taken by us.",
    ],
)
def test_english(text: str) -> None:
    assert english(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "O sono melhora a memória das crianças, e os que dormem depois da aula lembram mais do que os outros.",
        "El sueño mejora la memoria de los niños, y los que duermen después de la clase recuerdan más que los otros.",
        "Le sommeil améliore la mémoire des enfants, et ceux qui dorment après la classe se souviennent de plus de mots.",
        "Der Schlaf verbessert das Gedächtnis der Kinder, und die nach dem Unterricht schliefen, behielten mehr.",
        "Il sonno migliora la memoria dei bambini, e quelli che dormono dopo la lezione ricordano più degli altri, che non dormono.",
        "Uyku çocukların belleğini güçlendirir ve bu etki birçok çalışma ile gösterilmiştir; ancak bir etki olarak az bilinir.",
        "Сон улучшает память детей, и те, кто спит после урока, помнят больше, чем другие.",
        "睡眠可以改善儿童的记忆。下课后睡觉的孩子比其他孩子记得更多。研究表明睡眠质量与学习成绩有关。",
        "The sleep study: a memória das crianças melhora com o sono, e os que dormem lembram mais do que os que não dormem.",
    ],
)
def test_another_language(text: str) -> None:
    assert english(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12.5 (3.4–7.8) ± 9",
        "Sleep and memory",
        "Sommeil et mémoire",
        "Insomnia, melatonin, circadian rhythm, polysomnography, actigraphy, cognitive behavioural therapy, hypnotics, naps",
        "α, β, γ",
    ],
)
def test_too_little_to_tell(text: str) -> None:
    assert english(text) is None


def test_it_is_told_from_six_nats_on() -> None:
    assert nats_for_english("the of to") == 6.0
    assert english("the of to") is True
    assert english("the of to sleep") is None
    assert english("der und das") is False
    assert english("der und the das") is None


def test_long_text_of_neither_is_not_english() -> None:
    assert english("kalimera " * 61) is False
    assert english("kalimera " * 59) is None


def test_no_word_is_in_both_lists() -> None:
    lists = [word_list("words-of-english.txt"), word_list("words-of-other-languages.txt")]
    assert not set(lists[0]) & set(lists[1])
    assert all(len(set(words)) == len(words) and words == tuple(word.lower() for word in words) for words in lists)
