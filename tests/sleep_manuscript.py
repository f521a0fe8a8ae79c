"""A synthetic manuscript in which every reference fits its two sentences."""

from __future__ import annotations

from collections.abc import Sequence

TEXT = """# Sleep in clinical practice

Zopidrem shortened sleep latency in older adults with insomnia [1]. Continuous positive airway pressure lowered blood
pressure in obstructive sleep apnoea [2]. Naps improved memory consolidation in preschool children [3]. Night shift work
raised the risk of breast cancer in nurses [4]. Bright light therapy relieved winter depression [5]. Evening caffeine
suppressed melatonin in students [6]. Iron deficiency worsened restless legs syndrome in pregnancy [7]. Clonazepam
reduced violent dreams in REM sleep behaviour disorder [8]. Narcolepsy followed influenza vaccination in
adolescents [9]. Cognitive behavioural therapy outlasted hypnotics in chronic insomnia [10].

Winter depression improved under bright light [5]. Airway pressure helped patients with sleep apnoea and high blood
pressure [2]. After influenza vaccination adolescents developed narcolepsy [9]. Preschool children remembered more
after naps [3]. Behavioural therapy is the first choice in chronic insomnia [10]. Older adults with insomnia fell
asleep sooner on zopidrem [1]. Pregnant women with restless legs lacked iron [7]. Nurses on night shifts had more
breast cancer [4]. Violent dreams ceased under clonazepam [8]. Students who drank caffeine had less melatonin [6].
"""

REFERENCES = (
    "Hall A. Zopidrem and sleep latency in older adults with insomnia. J Sleep 2015;3:1-9.",
    "Berg C. Continuous positive airway pressure and blood pressure in obstructive sleep apnoea. J Sleep 2016;4:11-9.",
    "Moss D. Naps and memory consolidation in preschool children. Child Dev 2019;7:21-30.",
    "Lind E. Night shift work and breast cancer in nurses. Occup Med 2018;6:2-8.",
    "Ekman F. Bright light therapy for winter depression. J Affect Dis 2017;5:31-9.",
    "Olsen G. Evening caffeine and melatonin in students. Nutrition 2014;2:44-9.",
    "Quist H. Iron deficiency and restless legs syndrome in pregnancy. Obstetrics 2013;1:51-9.",
    "Roth J. Clonazepam for REM sleep behaviour disorder with violent dreams. Neurology 2020;8:61-9.",
    "Sand K. Narcolepsy in adolescents after influenza vaccination. Vaccine 2012;9:71-9.",
    "Toft L. Cognitive behavioural therapy or hypnotics for chronic insomnia. J Sleep 2011;10:81-9.",
)


def manuscript(references: Sequence[str]) -> str:
    """The text over a list of references."""
    listed = "".join(f"{number}. {reference}\n" for number, reference in enumerate(references, 1))
    return f"{TEXT}\n## References\n\n{listed}"
