"""What the tagger marked, repaired; the segments are made by hand, so that no training changes these tests."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.parsing import repairs
from citeaudit.parsing.choice import choose
from citeaudit.parsing.repairs import repaired
from citeaudit.parsing.tagging import Segment, Tagged

_MARK = re.compile(r"\{(\w+) ([^{}]*)\}")


def marked(text: str) -> tuple[str, Tagged]:
    """The string and its segments of a text in which "{label words}" marks them."""
    raw, segments, at = "", [], 0
    for match in _MARK.finditer(text):
        raw += text[at : match.start()]
        segments.append(Segment(match[1], len(raw), len(raw) + len(match[2])))
        raw += match[2]
        at = match.end()
    return raw + text[at:], Tagged(tuple(segments), 1.0)


def shown(raw: str, tagged: Tagged) -> list[str]:
    return [f"{s.label} {raw[s.start : s.end]}" for s in tagged.segments]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{title Malaria}. Accessed on {date 4 May 2020}.", "title Malaria|accessed 4 May 2020"),
        ("{title Bevölkerung}, zuletzt abgerufen am {date 12. März 2019}.", "title Bevölkerung|accessed 12. März 2019"),
        ("{title Malaria}. {date 2020}.", "title Malaria|date 2020"),
        ("{container Z Soz}, {volume 34}. Jg., Heft {volume 2}, S. {pages 1-9}", "container Z Soz|volume 34|issue 2|pages 1-9"),
        ("{container Z Soz}, {volume 34} ({volume 2})", "container Z Soz|volume 34|issue 2"),
        ("{container Z Soz}, {volume 34}; {container J Soz}, {volume 2}", "container Z Soz|volume 34|container J Soz|volume 2"),
        (
            "{title Dunas}. En {editor E. Sanjaume y F. Gracia (Eds.), Las dunas de España}",
            "title Dunas|editor E. Sanjaume y F. Gracia|container Las dunas de España",
        ),
        (
            "{title Naps}. In {editor L. Coleman} (Ed.), {title Ethnographic encounters} ({pages 1-9})",
            "title Naps|editor L. Coleman|container Ethnographic encounters|pages 1-9",
        ),
        ("{title Naps}. {title Sleep}.", "title Naps|title Sleep"),
        ("{container J Res}, vol. {volume 15}, pp. {date 1770, 2013.}", "container J Res|volume 15|pages 1770|date 2013."),
        ("{container J Res}, {volume 15}, Art. no. {date 1955}, {date Mar. 2013}", "container J Res|volume 15|pages 1955|date Mar. 2013"),
        ("{container J Res}, {volume 15}, p. {date 1955}.", "container J Res|volume 15|date 1955"),  # there is no other
        ("{container J Res}, {volume 15}({issue 2}):{date 1955, 2013}", "container J Res|volume 15|issue 2|pages 1955|date 2013"),
        ("{container J Res}, {volume 15}, {date 1955, 2013}", "container J Res|volume 15|date 1955, 2013"),
        (
            "{title Naps}. {publisher Cadernos}, {place Rio}, v. {volume 24}, p. {pages 5-9}",
            "title Naps|container Cadernos|place Rio|volume 24|pages 5-9",
        ),
        (
            "{title Naps}. In: {editor Schmidt, H.} (Hrsg.): {publisher Handbuch}. {place Wiesbaden}: {publisher VS Verlag}",
            "title Naps|editor Schmidt, H.|container Handbuch|place Wiesbaden|publisher VS Verlag",
        ),
        ("{title Naps}. {publisher Springer}, {place Berlin}", "title Naps|publisher Springer|place Berlin"),
        (
            "{author Rivera K, Jeyarajah DR. Hepatectomy}, {title RFA, and other therapies}. {container Lancet}",
            "author Rivera K, Jeyarajah DR|title Hepatectomy, RFA, and other therapies|container Lancet",
        ),
        ("{author Zöller M. CD}{title 44: can a cell profit?}", "author Zöller M|title CD44: can a cell profit?"),
        ("{container J Sleep} {volume 2016, 569}", "container J Sleep|date 2016|volume 569"),
        ("{date 2015} {volume 2016, 569}", "date 2015|volume 2016, 569"),
        (
            "{title The role of the liver} in {container Small Mammals. News Physiol Sci} {volume 3}",
            "title The role of the liver in Small Mammals|container News Physiol Sci|volume 3",
        ),
        ("{title Naps}. {container Annals of Sleep. Series B} {volume 3}", "title Naps|container Annals of Sleep. Series B|volume 3"),
        (
            "{title Symphonies for machines. Acta Music}. {date 1998};{volume 70}:{pages 45}",
            "title Symphonies for machines.|container Acta Music|date 1998|volume 70|pages 45",
        ),
        ("{title Naps in vitro. A new idea} {volume 70}:{pages 45}", "title Naps in vitro. A new idea|volume 70|pages 45"),
        ("{author Hall A. Sleep}. {container J Sleep} {date 2015}", "author Hall A|title Sleep|container J Sleep|date 2015"),
        ("{author Robert A. Dahl}. {title Democracy}", "author Robert A. Dahl|title Democracy"),
        ("{author Hall A., Berg C.} {title Naps}", "author Hall A., Berg C.|title Naps"),
        ("{author Hall AB, Berg C, et al.} {title Naps}", "author Hall AB, Berg C, et al.|title Naps"),
    ],
)  # fmt: skip
def test_repairs(text: str, expected: str) -> None:
    raw, tagged = marked(text)
    assert "|".join(shown(raw, repaired(raw, tagged))) == expected


@pytest.mark.parametrize(
    ("repair", "text", "expected"),
    [
        ("no_word_in_two", "{author Hall A, CD}{title 44 sleeps}", "author Hall A|title CD44 sleeps"),
        ("no_word_in_two", "{editor Hall A, CD}{title 44 sleeps}", "editor Hall A|title CD44 sleeps"),
        ("no_word_in_two", "{title Hall A, CD}{title 44 sleeps}", "title Hall A, CD|title 44 sleeps"),
        ("no_word_in_two", "{author Hall A,}{title 44 sleeps}", "author Hall A,|title 44 sleeps"),
        ("no_word_in_two", "{author Hall A, CD}-{title 44 sleeps}", "author Hall A, CD|title 44 sleeps"),
        ("no_word_in_two", "{author Hall A, CD}{volume 44}{title  sleeps}", "author Hall A|title CD44 sleeps"),
        ("no_word_in_two", "{author Hall A, CD}44 {title sleeps}", "author Hall A|title CD44 sleeps"),
        ("no_word_in_two", "{author Hall A, CD}4444444444444{title sleeps}", "author Hall A|title CD4444444444444sleeps"),
        ("no_word_in_two", "{author Hall A, CD}44444444444444{title sleeps}", "author Hall A|title sleeps"),
        ("no_word_in_two", "{author Hall A, CD}44 {container Sleep} {title Naps}", "author Hall A|container Sleep|title Naps"),
        ("no_word_in_two", "{author Hall A, CD}44", "author Hall A, CD"),
        ("no_word_in_two", "{author CD}{title 44 sleeps}", "title 44 sleeps"),
        ("no_word_in_two", "{author Hall A, CD}{volume 44}, {title sleeps}", "author Hall A|title CD44, sleeps"),
        ("no_word_in_two", "{author A}{title B}", "title B"),
        ("no_word_in_two", "{author Hall A, CD}44 {container Sleep}", "author Hall A|container Sleep"),
        ("no_word_in_two", "{volume 1} {author Hall A, CD}{title 44 x}", "volume 1|author Hall A|title CD44 x"),
        ("no_word_in_two", "{author Hall A, CD}{volume 44} {author Berg C, EF}{title 55 y}", "author Hall A|author Berg C|title EF55 y"),
        ("name_in_title", "{author Hall A} {title & Berg, C. Sleep}", "author Hall A & Berg, C. |title Sleep"),
        ("name_in_title", "{author Hall A} {title and van der Berg, C. D. Sleep}", "author Hall A and van der Berg, C. D. |title Sleep"),
        ("name_in_title", "{author Hall,} {title A. Sleep of rats}", "author Hall,|title A. Sleep of rats"),
        ("name_in_title", "{author Hall}, {title A. Sleep of rats}", "author Hall, A. |title Sleep of rats"),
        ("name_in_title", "{author Hall} {title A. Sleep of rats}", "author Hall|title A. Sleep of rats"),
        ("name_in_title", "{author Hall}, {title A. B}", "author Hall|title A. B"),
        ("name_in_title", "{author Hall A} {title Sleep, C. and more}", "author Hall A|title Sleep, C. and more"),
        ("name_in_title", "{editor Hall A} {title & Berg, C. Sleep}", "editor Hall A|title & Berg, C. Sleep"),
        ("name_in_title", "{author Hall A}. {title & Berg, C. “Sleep}", "author Hall A. & Berg, C. |title “Sleep"),
        ("name_in_title", "{author Hall A}. {title & Berg, C. sleep}", "author Hall A|title & Berg, C. sleep"),
        ("name_in_title", "{author Hall A}               {title & Berg, C. Sleep}", "author Hall A               & Berg, C. |title Sleep"),
        ("name_in_title", "{author Hall A}                {title & Berg, C. Sleep}", "author Hall A|title & Berg, C. Sleep"),
        ("name_in_title", "{date 2015} {author Hall A} {title & Berg, C. Sleep}. {container Lancet}", "date 2015|author Hall A & Berg, C. |title Sleep|container Lancet"),
        ("name_in_title", "{author Hall A} {container & Berg, C. Sleep}", "author Hall A|container & Berg, C. Sleep"),
        ("title_among_authors", "{author Berg, C. Hepatectomy}", "author Berg, C.|title Hepatectomy"),
        ("title_among_authors", "{author Berg, C., Hall, A. B. Hepatectomy}, {title RFA and more}. {container Lancet}", "author Berg, C., Hall, A. B.|title Hepatectomy, RFA and more|container Lancet"),
        ("title_among_authors", "{author Berg, C. Hepatectomy}. {container Lancet}", "author Berg, C.|title Hepatectomy|container Lancet"),
        ("title_among_authors", "{author Berg, C. Hep}", "author Berg, C. Hep"),
        ("title_among_authors", "{author Berg, C. Hepa}", "author Berg, C.|title Hepa"),
        ("title_among_authors", "{author Berg C. Hepatectomy}", "author Berg C. Hepatectomy"),
        ("title_among_authors", "{author Hall, G. R., and S. J. Carter Hepatectomy}", "author Hall, G. R., and S. J. Carter Hepatectomy"),
        ("title_among_authors", "{author Berg, C., Jr Hepatectomy}", "author Berg, C., Jr Hepatectomy"),
        ("title_among_authors", "{author Berg, C. Sleep Study Group}", "author Berg, C. Sleep Study Group"),
        ("title_among_authors", "{author Berg, C. et al Hepatectomy}", "author Berg, C. et al Hepatectomy"),
        ("title_among_authors", "{title Sleep}. {author Berg, C. Hepatectomy}", "title Sleep|author Berg, C.|title Hepatectomy"),
        ("title_among_authors", "{date 2015} {author Berg, C. Hepatectomy}, {volume 3} {title RFA}", "date 2015|author Berg, C.|title Hepatectomy|volume 3|title RFA"),
        ("title_among_authors", "{author Berg, C. Hepatectomy} {title RFA} {volume 3}", "author Berg, C.|title Hepatectomy RFA|volume 3"),
        ("title_among_authors", "{editor Berg, C. Hepatectomy}", "editor Berg, C. Hepatectomy"),
        ("title_among_authors", "{volume 2} {author Berg, C. Hepatectomy} {title RFA}", "volume 2|author Berg, C.|title Hepatectomy RFA"),
        ("title_behind_et_al", "{author Im SA, et al. Phase III}", "author Im SA, et al.|title Phase III"),
        ("title_behind_et_al", "{author Im SA, et al. Phase} {title III}", "author Im SA, et al.|title Phase III"),
        ("title_behind_et_al", "{author Im SA, et al. Phase}, and, {title III}", "author Im SA, et al.|title Phase, and, III"),
        ("title_behind_et_al", "{author Im SA, et al. Phase} and so{title III}", "author Im SA, et al.|title Phase and soIII"),
        ("title_behind_et_al", "{author Im SA, et al. Phase} and so {title III}", "author Im SA, et al.|title Phase|title III"),
        ("title_behind_et_al", "{author Im SA, et al. Pha III}", "author Im SA, et al. Pha III"),
        ("title_behind_et_al", "{author Im SA, et al. Phas III}", "author Im SA, et al.|title Phas III"),
        ("title_behind_et_al", "{author et al. Phase III}", "author et al. Phase III"),
        ("title_behind_et_al", "{title Im SA, et al. Phase III}", "title Im SA, et al. Phase III"),
        ("title_behind_et_al", "{author Im SA, et al. Phase} {container Lancet} {title III}", "author Im SA, et al.|title Phase|container Lancet|title III"),
        ("title_behind_et_al", "{date 2015} {author Im SA, et al. Phase} {title III} {volume 3}", "date 2015|author Im SA, et al.|title Phase III|volume 3"),
        ("title_behind_et_al", "{author Im SA}", "author Im SA"),
        ("title_behind_et_al", "{author Im SA et al: 12 Phase}", "author Im SA et al: 12 Phase"),
        ("title_behind_et_al", "{author Im SA, et al. Phase}{container Lancet}", "author Im SA, et al.|title Phase|container Lancet"),
        ("title_among_authors", "{author Berg, C. Hepatectomy}{container Lancet}", "author Berg, C.|title Hepatectomy|container Lancet"),
        ("authors_end_at_full_stop", "{author Hall AB. Sleep}{container Lancet}", "author Hall AB|title Sleep|container Lancet"),
        ("second_title", "{title Naps}{editor E}{title Sleep}", "title Naps|editor E|container Sleep"),
        ("access_date", "accessed {date 2020}", "accessed 2020"),
        ("access_date", "accessed on {date 2020}, {date 2021}", "accessed 2020|date 2021"),
        ("access_date", "accessed on  the day that was {date 2020}", "date 2020"),
        ("access_date", "accessed                      {date 2020}", "accessed 2020"),
        ("access_date", "accessed                       {date 2020}", "date 2020"),
        ("access_date", "accessed {title 2020}", "title 2020"),
        ("access_date", "ACCESSED: {date 2020}", "accessed 2020"),
        ("date_of_its_own", "{date 2000}", "date 2000"),
        ("date_of_its_own", "C{date 2000}", ""),
        ("date_of_its_own", "C {date 2000}", "date 2000"),
        ("date_of_its_own", "C-{date 2000}", "date 2000"),
        ("date_of_its_own", "C{volume 2000}", "volume 2000"),
        ("date_of_its_own", "1{date 2000}", "date 2000"),
        ("year_in_volume", "{volume 2016, 569}", "date 2016|volume 569"),
        ("year_in_volume", "{volume 2016; A12B}", "date 2016|volume A12B"),
        ("year_in_volume", "{volume 2016 569}", "volume 2016 569"),
        ("year_in_volume", "{volume 1799, 5}", "volume 1799, 5"),
        ("year_in_volume", "{volume 1800, 5}", "date 1800|volume 5"),
        ("year_in_volume", "{volume 2016, 12345}", "volume 2016, 12345"),
        ("year_in_volume", "{date 2015} {volume 2016, 569}", "date 2015|volume 2016, 569"),
        ("year_in_volume", "{title x} {volume 2016,569} {pages 2016, 5}", "title x|date 2016|volume 569|pages 2016, 5"),
        ("year_in_volume", "{volume 2016, 569} {volume 3}", "date 2016|volume 569|volume 3"),
        ("authors_end_at_full_stop", "{author Smith AB, Hall C. Hepatectomy}, {title and more}", "author Smith AB, Hall C|title Hepatectomy, and more"),
        ("authors_end_at_full_stop", "{author Smith AB, Hall C. Hepatectomy}. {container Lancet}", "author Smith AB, Hall C|title Hepatectomy|container Lancet"),
        ("authors_end_at_full_stop", "{author Hall A. Sleep}. {container Lancet}", "author Hall A|title Sleep|container Lancet"),
        ("authors_end_at_full_stop", "{author Hall A. Sleep}. {title Naps}", "author Hall A. Sleep|title Naps"),
        ("authors_end_at_full_stop", "{author Hall AB. Sleep}. {title Naps}", "author Hall AB|title Sleep. Naps"),
        ("authors_end_at_full_stop", "{author Hall A, Berg C. Sleep}. {title Naps}", "author Hall A, Berg C|title Sleep. Naps"),
        ("authors_end_at_full_stop", "{author Hall ABC. Sleep}. {title Naps}", "author Hall ABC|title Sleep. Naps"),
        ("authors_end_at_full_stop", "{author Hall ABCD. Sleep}. {title Naps}", "author Hall ABCD. Sleep|title Naps"),
        ("authors_end_at_full_stop", "{author Hall A., Berg C. Sleep} {title Naps}", "author Hall A., Berg C. Sleep|title Naps"),
        ("authors_end_at_full_stop", "{author Hall AB, Berg C. et al Sleep} {title Naps}", "author Hall AB, Berg C. et al Sleep|title Naps"),
        ("authors_end_at_full_stop", "{author Hall AB. D. Sleep} {title Naps}", "author Hall AB. D. Sleep|title Naps"),
        ("authors_end_at_full_stop", "{author Hall AB. Nap} {title Naps}", "author Hall AB. Nap|title Naps"),
        ("authors_end_at_full_stop", "{author Hall AB. Naps} {title Sleep}", "author Hall AB|title Naps Sleep"),
        ("authors_end_at_full_stop", "{author Hall AB. Sleep} {note x} {title Naps} {volume 3}", "author Hall AB|title Sleep x Naps|volume 3"),
        ("authors_end_at_full_stop", "{author Hall AB. Sleep} {volume 3} {title Naps}", "author Hall AB|title Sleep|volume 3|title Naps"),
        ("authors_end_at_full_stop", "{editor Hall AB. Sleep} {title Naps}", "editor Hall AB. Sleep|title Naps"),
        ("authors_end_at_full_stop", "{date 2015} {author Hall AB. Sleep} {title Naps}", "date 2015|author Hall AB|title Sleep Naps"),
        ("authors_end_at_full_stop", "{author Hall Ab. Sleep}. {title Naps}", "author Hall Ab. Sleep|title Naps"),
        ("whole_name", "x. {title J Sleep} {container Res} 2015", "container J Sleep Res"),
        ("whole_name", "x. J {container Sleep Res} 2015", "container J Sleep Res"),
        ("whole_name", "x. {title Naps J} {container Sleep Res} 2015", "title Naps J|container Sleep Res"),
        ("whole_name", "x. {container J Sleep Res} 2015", "container J Sleep Res"),
        ("whole_name", "x. {container J Sleep} Res. 2015", "container J Sleep Res"),
        ("whole_name", "x. {container J Sleep Res}. 2015", "container J Sleep Res"),
        ("whole_name", "x. {container J Sleep Res. x} 2015", "container J Sleep Res. x"),
        ("whole_name", "x. {container J Sleep} {volume Res} 2015", "container J Sleep|volume Res"),
        ("whole_name", "x. {title J Sleep Res} {container Lancet}", "title J Sleep Res|container Lancet"),
        ("whole_name", "x. J Sleep Res {container Lancet}", "container Lancet"),
        ("whole_name", "x. {author Hall} J Sleep {container Res} {volume 3}", "author Hall|container Res|volume 3"),
        ("whole_name", "x. {title J} {container Sleep} {title Res}", "container J Sleep Res"),
        ("whole_name", "x. {title J Sleep Res}", "title J Sleep Res"),
        ("whole_name", "x, {container J Sleep}{title  Res} y", "container J Sleep Res"),
        ("whole_name", "the {container Lancet Oncol} Naps", "container Lancet Oncol"),
        ("title_goes_on", "{title The role} in {container Small Mammals. News Physiol}", "title The role in Small Mammals|container News Physiol"),
        ("title_goes_on", "{title The role} {container of Small Mammals. News Physiol} {volume 3}", "title The role of Small Mammals|container News Physiol|volume 3"),
        ("title_goes_on", "{title The role}. {container Small Mammals. News Physiol}", "title The role|container Small Mammals. News Physiol"),
        ("title_goes_on", "{title The role} in the {container Small Mammals. News Physiol}", "title The role|container Small Mammals. News Physiol"),
        ("title_goes_on", "{title The role} {container Smal. News Physiol}", "title The role|container Smal. News Physiol"),
        ("title_goes_on", "{title The role} {container Sma. News Physiol}", "title The role|container Sma. News Physiol"),
        ("title_goes_on", "{title The role} {container Small Mammals. news Physiol}", "title The role|container Small Mammals. news Physiol"),
        ("title_goes_on", "{container The role} {container Small Mammals. News Physiol}", "container The role|container Small Mammals. News Physiol"),
        ("title_goes_on", "{date 2015} {title The role} {container Small Mammals? News Physiol} {volume 3}", "date 2015|title The role Small Mammals|container News Physiol|volume 3"),
        ("title_goes_on", "{title The role} {title Small Mammals. News Physiol}", "title The role|title Small Mammals. News Physiol"),
        ("name_behind_title", "{title Symphonies for machines. Acta Music} {volume 7}:{pages 4}", "title Symphonies for machines.|container Acta Music|volume 7|pages 4"),
        ("name_behind_title", "{title Symphonies for machines. Acta Music} {volume 7} ({issue 4})", "title Symphonies for machines.|container Acta Music|volume 7|issue 4"),
        ("name_behind_title", "{title Symphonies for machines. Acta Music} {volume 7}", "title Symphonies for machines. Acta Music|volume 7"),
        ("name_behind_title", "{title Symphonies for machines. Acta Music} {pages 7}", "title Symphonies for machines. Acta Music|pages 7"),
        ("name_behind_title", "{title Symphonies for machines. Lancet} {date 2015}", "title Symphonies for machines.|container Lancet|date 2015"),
        ("name_behind_title", "{title Symphonies for machines. Acta Music} {container Lancet} {volume 7}:{pages 4}", "title Symphonies for machines. Acta Music|container Lancet|volume 7|pages 4"),
        ("name_behind_title", "{title Symphonies for machines. Acta Music} {publisher X} {volume 7}:{pages 4}", "title Symphonies for machines. Acta Music|publisher X|volume 7|pages 4"),
        ("name_behind_title", "{editor E} {title Symphonies for machines. Acta Music} {volume 7}:{pages 4}", "editor E|title Symphonies for machines. Acta Music|volume 7|pages 4"),
        ("name_behind_title", "{number 1} {title Symphonies for machines. Acta Music} {volume 7}:{pages 4}", "number 1|title Symphonies for machines. Acta Music|volume 7|pages 4"),
        ("name_behind_title", "{genre G} {title Symphonies for machines. Acta Music} {volume 7}:{pages 4}", "genre G|title Symphonies for machines. Acta Music|volume 7|pages 4"),
        ("name_behind_title", "{volume 7} {pages 4} {title Symphonies for machines. Acta Music}", "volume 7|pages 4|title Symphonies for machines. Acta Music"),
        ("name_behind_title", "{title Symphonies for. Acta a b music} {volume 7}:{pages 4}", "title Symphonies for. Acta a b music|volume 7|pages 4"),
        ("name_behind_title", "{title Symphonies. A B C D E F G H} {volume 7}:{pages 4}", "title Symphonies.|container A B C D E F G H|volume 7|pages 4"),
        ("name_behind_title", "{title Symphonies. A B C D E F G H I} {volume 7}:{pages 4}", "title Symphonies. A B C D E F G H I|volume 7|pages 4"),
        ("name_behind_title", "{title Sy. Acta Music} {volume 7}:{pages 4}", "title Sy. Acta Music|volume 7|pages 4"),
        ("name_behind_title", "{title Sym. Acta Music} {volume 7}:{pages 4}", "title Sym.|container Acta Music|volume 7|pages 4"),
        ("name_behind_title", "{volume 7}:{pages 4}", "volume 7|pages 4"),
        ("name_behind_title", "{author Hall} {title Naps! Acta Music} {volume 7}:{pages 4}", "author Hall|title Naps!|container Acta Music|volume 7|pages 4"),
        ("second_volume", "{volume 34}, Heft {volume 2}", "volume 34|issue 2"),
        ("second_volume", "{volume 34} ({volume 2})", "volume 34|issue 2"),
        ("second_volume", "{volume 34}/{volume 2}", "volume 34|issue 2"),
        ("second_volume", "{volume 34}, {volume 2}", "volume 34|volume 2"),
        ("second_volume", "{volume 34} no. {volume 2} {issue 3}", "volume 34|volume 2|issue 3"),
        ("second_volume", "{volume 34} no. {volume 2} no. {volume 3}", "volume 34|issue 2|volume 3"),
        ("second_volume", "{volume 34}                 no {volume 2}", "volume 34|issue 2"),
        ("second_volume", "{volume 34}                  no {volume 2}", "volume 34|volume 2"),
        ("second_volume", "{volume 34} {note no.} {volume 2}", "volume 34|issue 2"),
        ("second_volume", "{volume 34}", "volume 34"),
        ("second_volume", "{title x} {volume 34} {note n}, {volume 2}", "title x|volume 34|note n|volume 2"),
        ("second_volume", "{volume 34} {note a} no. {volume 2} {note b}", "volume 34|issue 2|note b"),
        ("issue_by_its_word", "{volume 34}, Heft 2", "volume 34|issue 2"),
        ("issue_by_its_word", "{volume 34}, no. 2-3, {pages 1}", "volume 34|issue 2-3|pages 1"),
        ("issue_by_its_word", "{volume 34}, {pages no. 2}", "volume 34|pages no. 2"),
        ("issue_by_its_word", "{volume 34} no. 2 {issue 3}", "volume 34|issue 3"),
        ("issue_by_its_word", "{volume 34}, no. 2, {volume 3}, no. 4", "volume 34|issue 2|volume 3"),
        ("issue_by_its_word", "{volume 34}                    no. 2x", "volume 34|issue 2"),
        ("issue_by_its_word", "{volume 34}                    no. 2", "volume 34|issue 2"),
        ("issue_by_its_word", "{volume 34}                     no. 2", "volume 34"),
        ("issue_by_its_word", "{volume 34} xno. 2", "volume 34"),
        ("issue_by_its_word", "{pages 34} no. 2", "pages 34"),
        ("issue_by_its_word", "{volume 34}, {title x} {volume 5} n° 7", "volume 34|title x|volume 5|issue 7"),
        ("issue_by_its_word", "{volume 34}, no. 12345", "volume 34"),
        ("book_behind_editors", "{editor Hall A (Eds.), Sleep}", "editor Hall A|container Sleep"),
        ("book_behind_editors", "{editor Hall A (Hrsg.): Sleep}", "editor Hall A|container Sleep"),
        ("book_behind_editors", "{editor Hall A (Eds.)}", "editor Hall A (Eds.)"),
        ("book_behind_editors", "{editor Hall A (eds) Sleep}", "editor Hall A (eds) Sleep"),
        ("book_behind_editors", "{author Hall A (Eds.), Sleep}", "author Hall A (Eds.), Sleep"),
        ("book_behind_editors", "{editor (Eds.), Sleep}", "container Sleep"),
        ("book_behind_editors", "{title x} {editor Hall A [ed.], Sleep} {date 2015}", "title x|editor Hall A|container Sleep|date 2015"),
        ("second_title", "{title Naps}. In {editor E}, {title Sleep}", "title Naps|editor E|container Sleep"),
        ("second_title", "{title Naps}. In: {title Sleep}", "title Naps|container Sleep"),
        ("second_title", "{title Naps}. {title Sleep}", "title Naps|title Sleep"),
        ("second_title", "{title Naps}. In {title Sleep} {container C}", "title Naps|title Sleep|container C"),
        ("second_title", "{title Naps}. In {title Sleep}. {title More}", "title Naps|container Sleep|title More"),
        ("second_title", "{title Naps} {title Sleep} {editor E}", "title Naps|title Sleep|editor E"),
        ("second_title", "{title Naps}. Dans {title Sleep}", "title Naps|container Sleep"),
        ("second_title", "{editor E} {title Naps}. {title Sleep}", "editor E|title Naps|title Sleep"),
        ("book_taken_for_publisher", "{editor E}: {publisher A}. {publisher B}", "editor E|container A|publisher B"),
        ("book_taken_for_publisher", "{publisher A} {editor E}: {publisher B}", "publisher A|editor E|publisher B"),
        ("book_taken_for_publisher", "{editor E}: {publisher A}", "editor E|publisher A"),
        ("book_taken_for_publisher", "{publisher A}. {publisher B}", "publisher A|publisher B"),
        ("book_taken_for_publisher", "{editor E}: {publisher A}. {publisher B} {container C}", "editor E|publisher A|publisher B|container C"),
        ("book_taken_for_publisher", "{editor E}: {publisher A}. {editor F} {publisher B}. {publisher C}", "editor E|publisher A|editor F|container B|publisher C"),
        ("book_taken_for_publisher", "{editor E}: {publisher A}. {publisher B}. {publisher C}", "editor E|container A|publisher B|publisher C"),
        ("journal_taken_for_publisher", "{publisher P} {volume 3} {pages 1}", "container P|volume 3|pages 1"),
        ("journal_taken_for_publisher", "{publisher P} {volume 3}", "publisher P|volume 3"),
        ("journal_taken_for_publisher", "{publisher P} {pages 1}", "publisher P|pages 1"),
        ("journal_taken_for_publisher", "{volume 3} {pages 1} {publisher P}", "volume 3|pages 1|publisher P"),
        ("journal_taken_for_publisher", "{publisher P} {publisher Q} {volume 3} {pages 1}", "container P|publisher Q|volume 3|pages 1"),
        ("journal_taken_for_publisher", "{publisher P} {volume 3} {pages 1} {container C}", "publisher P|volume 3|pages 1|container C"),
        ("journal_taken_for_publisher", "{volume 3} {publisher P} {volume 4} {pages 1}", "volume 3|publisher P|volume 4|pages 1"),
        ("journal_taken_for_publisher", "{volume 3} {pages 1}", "volume 3|pages 1"),
        ("journal_taken_for_publisher", "{publisher P}{volume 3} {pages 1}", "container P|volume 3|pages 1"),
    ],
)  # fmt: skip
def test_each_repair_alone(repair: str, text: str, expected: str) -> None:
    """On each of its conditions and limits, and past it."""
    raw, tagged = marked(text)
    found = getattr(repairs, repair)(raw, list(tagged.segments))
    assert "|".join(shown(raw, Tagged(tuple(found), 1.0))) == expected


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("{author Hall A}. {volume 4th} {title consensus on sleep}. {volume 29}", {"title": "4th consensus on sleep", "volume": "29"}),
        ("{author Hall A}. {date 2019} {title novel virus}. {container Lancet} {date 2020}", {"title": "2019 novel virus"}),
        ("{author Hall A} {date 2019} {title Sleep}. {container Lancet}", {"title": "Sleep"}),
        ("{author Hall A}. 3rd {title consensus on sleep}.", {"title": "3rd consensus on sleep"}),
        ("{container Lancet} {title Sleep and memory}. {container J Sleep} {volume 3}", {"container": "J Sleep"}),
        ("{title Sleep}. {container J Sleep} {volume 3}:{pages 1-9}; {pages 12}", {"pages": "1-9"}),
    ],
)  # fmt: skip
def test_choice(text: str, fields: dict[str, str]) -> None:
    chosen = choose(*marked(text))
    assert {label: chosen[label] for label in fields} == fields


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{title Sleep} {title Sleep and memory}", "title Sleep and memory"),
        ("{volume 2}{title Sleep}", "title 2Sleep"),
        ("{container Abcdefg} {title T}{container Abc}", "container Abc|title T"),
        ("{title T} {volume 1}{issue 2} {issue 3}", "issue 2|title T|volume 1"),
        ("{publisher A} {publisher Abc}", "publisher Abc"),
        ("{volume 2} {title Sleep} {volume 3}", "title 2 Sleep|volume 3"),
        ("{volume 2}, {title Sleep}", "title Sleep|volume 2"),
        ("{volume 2}. {title Sleep}", "title Sleep|volume 2"),
        ("{volume 2} - {title Sleep}", "title 2 - Sleep"),
        ("{volume 2x-y} {title Sleep}", "title Sleep|volume 2x-y"),
        ("{volume 12345} {title Sleep}", "title Sleep|volume 12345"),
        ("{volume 1234} {title Sleep}", "title 1234 Sleep"),
        ("{container 4th} {title Sleep}", "container 4th|title Sleep"),
        ("{edition 4th} {title Sleep}", "title 4th Sleep"),
        ("{date 2015} {title Sleep}", "date 2015|title Sleep"),
        ("{date 2015} {title Sleep} {date 2016}", "date 2016|title 2015 Sleep"),
        ("{date 2015} {title Sleep} {date May}", "date 2015|title Sleep"),
        ("{title Sleep} {date 2016}", "date 2016|title Sleep"),
        ("{author A} 2015 {title Sleep}", "author A|title 2015 Sleep"),
        ("{author A} x2015 {title Sleep}", "author A|title Sleep"),
        ("3rd {title Sleep}", "title 3rd Sleep"),
        ("{author A}. 3rd. {title Sleep}", "author A|title Sleep"),
        ("{note 12} {note 13} {title Sleep}", "note 12|title 13 Sleep"),
        ("{title Naps}{volume 2} {title Sleep and memory}", "title 2 Sleep and memory"),
        ("{container PLoS Medicine Journal} {container Lancet}", "container Lancet"),
        ("{container A} {container Abc} {container Ab}", "container Abc"),
        ("{title T} {container J Sleep} {volume 1} {volume 2} {issue 3}", "container J Sleep|issue 3|title T|volume 1"),
        ("{volume 1} {container J Sleep} {volume 2} {issue 3} {issue 4} {pages 5} {pages 6}", "container J Sleep|issue 3|pages 5|volume 2"),
        ("{title T} {issue 1} {volume 2} {issue 3}", "issue 3|title T|volume 2"),
        ("{issue 1} {title T} {volume 2}", "title 1 T|volume 2"),
        ("{pages 1} {title T} {pages 2} {volume 3} {pages 4}", "pages 4|title 1 T|volume 3"),
        ("{volume 9} {issue 8} {title T} {container C} {issue 1}", "container C|issue 1|title 8 T|volume 9"),
        ("{place A} {place B}", "place A"),
        ("{container A} {title T}", "container A|title T"),
        ("{container A} {volume 1} {title T} {issue 2}", "container A|issue 2|title 1 T"),
    ],
)  # fmt: skip
def test_every_choice(text: str, expected: str) -> None:
    assert "|".join(f"{label} {words}" for label, words in sorted(choose(*marked(text)).items())) == expected


LABELS = ["author", "editor", "title", "container", "date", "volume", "issue", "pages", "publisher", "place"]


@given(
    st.lists(
        st.tuples(st.sampled_from(LABELS), st.text("aB .(),1", min_size=1, max_size=12), st.text(" .,(no", max_size=5))
    )
)
def test_repaired_segments_stay_apart_and_inside(parts: list[tuple[str, str, str]]) -> None:
    raw, segments = "", []
    for label, words, between in parts:
        segments.append(Segment(label, len(raw), len(raw) + len(words)))
        raw += words + between
    found = repaired(raw, Tagged(tuple(segments), 1.0)).segments
    assert all(0 <= s.start < s.end <= len(raw) for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert set(choose(raw, Tagged(found, 1.0))) <= set(LABELS) | {"accessed"}
