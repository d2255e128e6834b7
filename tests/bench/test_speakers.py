"""The speakers' benchmark on a piece of Wikinews (CC BY 2.5, annotated by GUM, CC BY 4.0)."""

import argparse
import json

import pytest

from analysis.bench import speakers
from analysis.errors import InputError

# From GUM_news_asylum (Wikinews, "Over 900 asylum seekers rescued off Indonesian coast"),
# shortened; columns that are not read here are left as "_".
SAMPLE = """\
# newdoc id = GUM_news_sample
# meta::dateCreated = 2015-05-18
# newpar
# sent_id = 1
1\tAsylum\tasylum\tNOUN\tNN\t_\t2\tcompound\t_\tEntity=(1-person-new-sssss-cf1-2-coref
2\tseekers\tseeker\tNOUN\tNNS\t_\t3\tnsubj:pass\t_\tEntity=1)
3\trescued\trescue\tVERB\tVBN\t_\t0\troot\t_\t_

# newpar
# sent_id = 2
1\tJeff\tJeff\tPROPN\tNNP\t_\t9\tnsubj\t_\tEntity=(20-person-new-nnnnn-cf1-1,2-coref
2\tRathke\tRathke\tPROPN\tNNP\t_\t1\tflat\t_\tEntity=20)|SpaceAfter=No
3\t,\t,\tPUNCT\t,\t_\t1\tpunct\t_\t_
4\tthe\tthe\tDET\tDT\t_\t7\tdet\t_\tEntity=(20-person-giv:act-nnnnn-cf1-4-appos
5\tState\tState\tPROPN\tNNP\t_\t6\tcompound\t_\tEntity=(2-organization-acc-nnnnn-cf2-2-coref
6\tDepartment\tDepartment\tPROPN\tNNP\t_\t7\tcompound\t_\tEntity=2)
7\tspokesman\tspokesman\tNOUN\tNN\t_\t1\tappos\t_\tEntity=20)|SpaceAfter=No
8\t,\t,\tPUNCT\t,\t_\t1\tpunct\t_\t_
9\tsaid\tsay\tVERB\tVBD\t_\t0\troot\t_\t_
10-11\the's\t_\t_\t_\t_\t_\t_\t_\t_
10\the\the\tPRON\tPRP\t_\t12\tnsubj\t_\tEntity=(20-person-giv:act-nnnnn-cf1-1-ana)
11\t's\tbe\tAUX\tVBZ\t_\t12\tcop\t_\t_
12\tsure\tsure\tADJ\tJJ\t_\t9\tccomp\t_\tSpaceAfter=No
13\t.\t.\tPUNCT\t.\t_\t9\tpunct\t_\t_

# sent_id = 3
1\tHe\the\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(20-person-giv:act-nnnnn-cf1-1-ana)
2\tsaid\tsay\tVERB\tVBD\t_\t0\troot\t_\t_
3\tthey\tthey\tPRON\tPRP\t_\t4\tnsubj\t_\tEntity=(1-person-giv:act-nnnnn-cf1-1-ana)
4\tcame\tcome\tVERB\tVBD\t_\t2\tccomp\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "GUM_news_sample.conllu").write_text(SAMPLE, encoding="utf-8")
    return tmp_path


def test_the_text_and_the_mentions_are_read(folder):
    """Title, date line and paragraphs as our own format has them; offsets exact."""
    document = speakers.read_conllu(folder / "GUM_news_sample.conllu")
    assert document.text == (
        "Asylum seekers rescued\n2015-05-18\nJeff Rathke, the State Department spokesman,"
        " said he's sure. He said they came."
    )
    named = {(m.entity, document.text[m.start : m.end]) for m in document.mentions}
    assert ("20", "Jeff Rathke") in named
    assert ("2", "State Department") in named
    assert ("20", "the State Department spokesman") in named


def test_sources_are_the_subjects_of_saying(folder):
    """Two sources, with cue and content from the tree."""
    document = speakers.read_conllu(folder / "GUM_news_sample.conllu")
    found = speakers.sources(document)
    text = [[document.text[slice(*s.span)], document.text[slice(*s.cue)]] for s in found]
    assert text == [["Jeff Rathke", "said"], ["He", "said"]]
    assert [document.text[slice(*found[1].content[0])]] == ["they came"]
    assert [s.kind for s in found] == ["name", "pronoun"]


def test_both_are_put_with_the_right_entity(folder):
    """The name and the pronoun are one man."""
    rows = speakers.judge(speakers.read_conllu(folder / "GUM_news_sample.conllu"))
    assert [r["right"] for r in rows] == [True, True]
    assert {r["speaker"] for r in rows} == {"Jeff Rathke"}


def test_the_command_prints_json_and_writes_rows(folder, capsys):
    """Shares by kind, and one row a source."""
    parser = argparse.ArgumentParser()
    speakers.add_arguments(parser)
    out = folder / "rows.jsonl"
    arguments = ["--gold", str(folder), "--json", "--predictions", str(out)]
    assert speakers.run(parser.parse_args(arguments)) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["all"] == {"sources": 2, "right": 1.0, "answered": 2, "right_of_answered": 1.0}
    assert len(out.read_text().splitlines()) == 2


def test_a_folder_without_gold_is_bad_input(tmp_path):
    """One sentence that names the folder."""
    parser = argparse.ArgumentParser()
    speakers.add_arguments(parser)
    with pytest.raises(InputError, match=r"no \.conllu files"):
        speakers.run(parser.parse_args(["--gold", str(tmp_path)]))
