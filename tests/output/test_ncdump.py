"""Result files as netCDF-4, read by the netCDF library's own programs."""

import shutil
import subprocess
import tempfile

import samples

if shutil.which("ncdump") is None or shutil.which("nccopy") is None:
    samples.skip("ncdump and nccopy are not installed")


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, (command, done.stderr)
    assert done.stderr == "", (command, done.stderr)
    return done.stdout


for name in samples.FILES:
    file = samples.path(name)
    assert run("ncdump", "-k", file).strip() == "netCDF-4"
    header = run("ncdump", "-h", file)
    for text in ('string :Conventions = "CF-1.8" ;', "group: quarterly {",
                 "int persons_by_region_status(time, region, status) ;",
                 "int moves_by_sector_from_to(time, sector_from, sector_to) ;",
                 "time = UNLIMITED ; // (9 currently)",
                 "unused = UNLIMITED ; // (0 currently)",
                 'string time:units = "days since 2000-01-01" ;'):
        assert text in header, (name, text)
    assert "phony_dim" not in header and "DIMENSION_LIST" not in header
    # All values.
    assert "time = 9040, 9132, 9222, 9313, 9405, 9497, 9587, 9678, 9770 ;" in run("ncdump", file)
    # Another program can write what it read.
    with tempfile.TemporaryDirectory() as folder:
        run("nccopy", file, folder + "/copy.nc")
        assert run("ncdump", "-h", folder + "/copy.nc").count("group: ") == header.count("group: ")
print("ok")
