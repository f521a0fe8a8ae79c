"""Lines in which an article cites itself."""

from __future__ import annotations

import pytest

from citeaudit.linking.ownlines import cites_itself

WORDS = " ".join(["Sleep"] * 22)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moss et al., 2019, Sleep Notes 26, 3574–3585", True),
        ("Moss et al. (2019), SleepJ, DOI 10.1000/sleepj.6666", True),
        ("Moss et al. eSleep 2019;8:e12345. DOI: https://doi.org/10.1000/eSleep.12345", True),
        ("Moss et al. BMC Sleep (2019) 19:123", True),
        ("Moss and Berg 2019, Journal of Sleep 3 (2): 11–19", True),
        ("Citation: Moss D (2019) Naps of nurses. J Sleep 3(2): e123.", True),
        ("How to cite: Moss D. Naps.", True),
        ("Zitiervorschlag: Moss D. Nickerchen.", True),
        ("Moss et al., 2019, showed it in 26 of 35, 12.", False),
        ("Moss (2015) and Berg (2012) agree.", False),
        ("Moss, D. (2012). Naps of nurses. Journal of Sleep, 3(1), 1–9.", False),
        ("Citations of Moss are many.", False),
        ("Old (1,2). So (Moss, 2001; Berg, 2002).", False),
        (f"Moss et al., 2019, {WORDS} 26, 3574–3585", True),  # thirty words ("et", "al.,", … and 26)
        (f"Moss et al., 2019, {WORDS} Sleep Sleep Sleep 26, 3574–3585", False),
    ],
)
def test_lines(text: str, expected: bool) -> None:
    assert cites_itself(text) is expected
