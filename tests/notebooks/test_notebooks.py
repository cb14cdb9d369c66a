"""Every notebook runs without a warning, draws what it promises, and runs on another file when its first line is
changed; so do the R scripts. Usage: test_notebooks.py PROGRAM SOURCE_FOLDER [FOLDER_FOR_PICTURES]."""

import base64
import glob
import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

PROGRAM, SOURCE = (os.path.abspath(word) for word in sys.argv[1:3])
NOTEBOOKS = sorted(glob.glob(os.path.join(SOURCE, "notebooks", "*.ipynb")))
SKIPPED = 77
# In another country: what does not need the Dutch tables or a sweep.
ELSEWHERE = re.compile(r"0[1-6]-")


def skip_without_stack():
    modules = ("h5py", "xarray", "pandas", "matplotlib", "nbconvert", "ipykernel")
    missing = [name for name in modules if importlib.util.find_spec(name) is None]
    missing += [] if shutil.which("jupyter-nbconvert") else ["jupyter-nbconvert"]
    if missing:
        print("skipped:", ", ".join(missing), "not installed; see notebooks/README.md")
        sys.exit(SKIPPED)


def source(cell):
    return "".join(cell["source"])


def check_form(path):
    """A title, one line to change, pictures announced, nothing stored."""
    with open(path, encoding="utf-8") as file:
        notebook = json.load(file)
    cells = notebook["cells"]
    name = os.path.basename(path)
    assert notebook["metadata"]["kernelspec"]["name"] == "python3", name
    assert cells[0]["cell_type"] == "markdown" and source(cells[0]).startswith("# "), name
    first = next(cell for cell in cells if cell["cell_type"] == "code")
    assert source(first).startswith('RESULT = "../results/'), (name, "the first line of code names the file")
    for cell in cells:
        assert not cell.get("outputs") and not cell.get("execution_count"), (name, "has stored outputs")
        assert max(map(len, source(cell).split("\n"))) <= 140, (name, "has long lines")
    pictures = [i for i, cell in enumerate(cells) if draws(cell)]
    for i in pictures:
        before = [source(cell) for cell in cells[:i] if cell["cell_type"] == "markdown"][-1]
        assert "**What to see:**" in before, (name, "does not say what to see in", source(cells[i])[:80])
    assert pictures, (name, "draws nothing")
    return len(pictures)


def draws(cell):
    return cell["cell_type"] == "code" and re.search(r"plt\.subplots\(|\.plot\(style", source(cell)) is not None


def start(folder, *command, **environment):
    """Starts a command there; its words go to a file."""
    words = tempfile.TemporaryFile("w+")
    process = subprocess.Popen(command, cwd=folder, text=True, stdout=words, stderr=subprocess.STDOUT,
                               env=dict(os.environ, KRAPTE=PROGRAM, LC_ALL="C.UTF-8", **environment))
    return process, words


def finish(process, words):
    process.wait()
    words.seek(0)
    text = words.read()
    assert process.returncode == 0, (process.args, text)
    return text


def place(folder, only=None, result=None):
    """A folder as the source's, with copies of notebooks; those of another file get their first line changed."""
    os.makedirs(os.path.join(folder, "results"))
    os.symlink(os.path.join(SOURCE, "scenarios"), os.path.join(folder, "scenarios"))
    shutil.copytree(os.path.join(SOURCE, "notebooks"), os.path.join(folder, "notebooks"),
                    ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    for path in glob.glob(os.path.join(folder, "notebooks", "*.ipynb")):
        if only and not only.match(os.path.basename(path)):
            os.remove(path)
        elif result:
            with open(path, encoding="utf-8") as file:
                text = file.read()
            with open(path, "w", encoding="utf-8") as file:
                file.write(text.replace("../results/small.h5", result("small")).replace("../results/effects.h5", result("effects")))
    return folder


def pictures_of(page):
    with open(page, encoding="utf-8") as file:
        text = file.read()
    assert 'data-mime-type="application/vnd.jupyter.stderr"' not in text, (page, "prints warnings")
    return [base64.b64decode(code) for code in re.findall(r'<img[^>]*src="data:image/png;base64,([^"]+)', text)]


def check_pages(folder, pictures, least_colour):
    """As many pictures as promised, none empty: axes alone are black, and little of it."""
    import matplotlib.image
    pages = sorted(glob.glob(os.path.join(folder, "*.html")))
    assert pages, folder
    for page in pages:
        name = os.path.splitext(os.path.basename(page))[0]
        found = pictures_of(page)
        assert len(found) == pictures[name], (page, len(found), "pictures instead of", pictures[name])
        for number, code in enumerate(found):
            pixels = matplotlib.image.imread(io.BytesIO(code))[:, :, :3]
            ink = (pixels < 0.98).any(axis=2).mean()
            colour = ((pixels.max(axis=2) - pixels.min(axis=2)) > 0.1).mean()
            assert ink > 0.01 and colour >= least_colour, (page, number, "is empty", ink, colour)
            if len(sys.argv) > 3:
                os.makedirs(sys.argv[3], exist_ok=True)
                with open(os.path.join(sys.argv[3], f"{name}-{number}.png"), "wb") as file:
                    file.write(code)
    return len(pages)


def start_village(folder):
    """Another country, another file, another comparison: only the first line is changed."""
    here = place(os.path.join(folder, "village"), ELSEWHERE, lambda name: f"../own/{name}-village.h5")
    os.makedirs(os.path.join(here, "own"))
    base = "scenarios/village/baseline.yaml"
    finish(*start(here, PROGRAM, "run", base, "--quarters", "12", "-o", "own/small-village.h5"))
    finish(*start(here, PROGRAM, "compare", base, "scenarios/village/policies/P01-extra-hours-bonus.yaml",
                  "--quarters", "12", "--replicates", "2", "-o", "own/effects-village.h5"))
    # There, so that they are not made anew.
    for name in ("small.h5", "effects.h5", "sweep"):
        open(os.path.join(here, "results", name), "w", encoding="utf-8").close()
    return start(here, "notebooks/run-all.sh", JOBS="1")


def check_r(folder):
    if shutil.which("Rscript") is None:
        print("R scripts skipped: Rscript is not installed")
        return
    for library, script, words in (("ncdf4", "series.R", ["results/series.pdf"]), ("rhdf5", "panel.R", [])):
        if subprocess.run(["Rscript", "-e", f"library({library})"], capture_output=True, check=False).returncode != 0:
            print(f"{script} skipped: R's {library} is not installed")
            continue
        text = finish(*start(folder, "Rscript", f"notebooks/{script}", "results/small.h5", *words))
        assert "Warning" not in text, (script, text)
        assert all(os.path.getsize(os.path.join(folder, word)) > 3000 for word in words), script


def main():
    skip_without_stack()
    assert len(NOTEBOOKS) >= 8
    pictures = {os.path.basename(path)[:-len(".ipynb")]: check_form(path) for path in NOTEBOOKS}
    with tempfile.TemporaryDirectory(prefix="krapte-notebooks-") as folder:
        village = start_village(folder)
        here = place(os.path.join(folder, "own"))
        text = finish(*start(here, "notebooks/run-all.sh", JOBS="2", AMOUNTS="25 300", SEEDS="1 2 3", QUARTERS="8"))
        assert text.count(".html") == len(NOTEBOOKS), text
        check_r(here)
        finish(*village)
        count = check_pages(os.path.join(here, "results", "notebooks"), pictures, 0.0005)
        # So small a comparison may tell nothing from chance: grey alone is right then.
        count += check_pages(os.path.join(folder, "village", "results", "notebooks"), pictures, 0)
    print("ok:", count, "pages")


main()
