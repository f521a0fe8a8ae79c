"""Lists of references by themselves: BibTeX and biblatex, CSL-JSON, CSL-YAML, RIS, with places."""
