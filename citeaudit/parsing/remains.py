r"""What remains of markup and page layout in reference strings, as patterns.

Plain text holds asterisks, carets, dollars, underscores, ampersands and angle brackets, too; so a sign is markup only in
a form that plain text never has: a tag of a known name, an entity of a known name, a pair of marks around words.
"""

from __future__ import annotations

import re

from citeaudit.text.patterns import lazy
from citeaudit.text.wordlists import word_list

SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Inside of a character class: spaces of every width but the common one."""
INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff"
"""Inside of a character class: soft hyphens, marks of direction, joiners."""
_LIGATURES = "\ufb00-\ufb06"
"""Inside of a character class: letters that fonts print as one, "ﬁ"."""
REMAINS = lazy(rf"[<&*_`^$~\\{{\n\r\t{SPACES}{INVISIBLE}{_LIGATURES}]|-[- ]|[.?!,](?=[A-Z][a-z\s])|\]\(")
"""A sign that there may be remains: most strings have none and are left alone after this one search."""

_TAGS = "|".join(word_list("inline-tags.txt"))
"""Tags that are taken out; other angle brackets are text."""
_ADDRESS = r"(?:https?|ftp)://|mailto:|www\.|(?:dx\.)?doi\.org/|10\.\d{4,9}/|\#"
_COMMANDS = (
    r"text[a-z]+|emph|enquote|mbox|url|path|doi|underline|uppercase|lowercase|MakeUppercase|MakeLowercase"
    r"|math(?:it|rm|bf)"
)
_LETTERS = "ss|o|O|l|L|ae|AE|oe|OE|aa|AA|i|j|textendash|textemdash|textquoteright|ldots"
"""Commands of LaTeX that stand for one letter or mark."""
_NESTED = r"[^{}]*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}[^{}]*)*"
"""What stands in braces, with braces inside up to two deep."""
REFERENCE_MARKUP = lazy(
    rf"""
      (?P<kept>(?:(?:https?|ftp)://|www\.|10\.\d{{4,9}}/)[^\s<>&*\\`\])"“”{SPACES}{INVISIBLE}]*(?<!_))
    | (?P<hyphen>-\u00ad|(?<=[^\W\d_A-Z]{{2}})(?:-|\u00ad)(?:[ \t]*(?:\r?\n|(?:\\r)?\\n)[ \t]*|\ )(?=[^\W\d_A-Z]{{2}}))
    | (?P<newline>[ ]*(?:\\?\r?\n|\r|\t|(?:\\r)?\\n(?![a-z]))\s*)
    | (?P<space>[{SPACES}]|(?<=[A-Za-z.,])~(?=\w))
    | (?P<invisible>[{INVISIBLE}]|\\newblock\s?)
    | (?P<ligature>[{_LIGATURES}])
    | (?P<accent>\{{\\(?:(?:{_LETTERS})|[uvHcdbkr]\s\w|[`'"^~=.]\s?(?:\w|\{{\\?\w\}}|\\[ij]\s?))\}}
        |\\(?:[`'"^~=.]|[uvHcdbkr])\s?\{{\\?\w\}}|\\(?:{_LETTERS})(?:\{{\}}|(?![A-Za-z])))
    | (?P<bare_accent>(?<=[^\W\d_])\\['`"^~](?:\\i(?![a-z])|[aceilnorsuyz]))
    | (?P<command>\\(?P<name_of_command>{_COMMANDS})\s?\{{(?P<argument>{_NESTED})\}})
    | (?P<switch>\{{\\(?P<name_of_switch>it|em|bf|sl|sc|rm|tt)\s+(?P<switched>{_NESTED})\}})
    | (?P<escape>\\[!-/:-@\[-`{{-~])
    | (?P<quote>``|(?<=\S)'')
    | (?P<dash>(?<=\w)-{{2,3}}(?=\w)|(?<=\s)-{{2,3}}(?=\s))
    | (?P<code>(?<!`)`(?P<coded>[^`\s]+)`(?!`))
    | (?P<math>\$\$(?P<display>[^$]+)\$\$|\$(?P<formula>(?=[^$]*[\\^_]|\w\$)[^\s$](?:[^$]*[^\s$])?)\$(?!\d))
    | (?P<entity>&(?:amp;|\#38;)*(?:\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|(?P<named>[A-Za-z][A-Za-z0-9]{{1,31}}));)
    | <(?P<address>(?:https?|ftp|mailto|doi):[^\s<>]*)>
    | (?P<tag>(?i:<(?P<end>/?)(?:jats:)?(?P<name>{_TAGS})(?:\s+[\w:-]+\s?=\s?(?:"[^"]*"|'[^']*'|[^\s<>"']+))*\s*/?>))
    | (?P<link>\[(?P<label>(?:\\.|[^\[\]\\]|\[[^\[\]]*\])*)\]
        \((?P<target><?(?:{_ADDRESS})(?:[^()\s<>]|<[^<>\s]*>|\([^()\s]*\))*>?)(?:\s+"[^"]*")?\))
    | \^(?P<caret>[^\s^]{{1,80}})\^
    | (?P<emphasis>\*+|(?<!\w)_+(?=[^\s_])|(?<=[^\s_])_+(?!\w))
    | (?P<braced>\{{\{{?[^\W\d_][\w\s.'’-]{{0,80}}\}}?\}})
    | (?P<lost>(?<=[^\W\d_A-Z]{{3}}[.?!])(?=[A-Z][a-z]*\s)|(?<=\s[A-Z]\.)(?=[A-Z][a-z]{{2,}}\s)|(?<=[^\W\d_],)(?=[A-Z][a-z]+\s))
    """,
    re.VERBOSE,
)
"""The outermost group of each kind names it; the first kind that fits is taken."""
