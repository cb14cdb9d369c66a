"""Stopping a run: the file keeps every finished quarter."""

import os
import signal
import subprocess
import time

from support import PROGRAM, STOPPED, VILLAGE, Case, load, main

# Long enough to be interrupted on any machine.
QUARTERS = 40
SCALE = 20


class Stop(Case):
    def start(self):
        process = subprocess.Popen(
            [PROGRAM, "run", VILLAGE, "-o", "a.h5", "--quarters", str(QUARTERS), "--scale",
             str(SCALE)], cwd=self.folder, text=True, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE)
        self.addCleanup(process.kill)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        # Until a quarter was finished.
        for line in process.stderr:
            if f"  2/{QUARTERS}  " in line:
                break
        return process

    def status(self):
        with open(self.path("a.h5.status.json"), encoding="utf-8") as file:
            return load(file.read())

    def stopped_by(self, number):
        process = self.start()
        process.send_signal(number)
        out, err = process.communicate(timeout=100)
        self.assertEqual(process.returncode, STOPPED, err)
        status = self.status()
        self.assertEqual(status["state"], "stopped")
        self.assertEqual(status["exit_status"], STOPPED)
        done = status["quarters_done"]
        self.assertGreaterEqual(done, 2)
        self.assertLess(done, QUARTERS)
        self.assertIn(f"{done} complete quarters of {QUARTERS}", err)
        self.assertIn("world ", out)
        shown = load(self.ok("show", "a.h5", "--json").stdout)
        self.assertEqual(shown["quarters"], done)
        self.assertEqual(shown["world"], status["world"])

    def test_interrupt_stops_after_the_quarter(self):
        self.stopped_by(signal.SIGINT)

    def test_terminate_stops_after_the_quarter(self):
        self.stopped_by(signal.SIGTERM)

    def test_a_killed_run_leaves_its_finished_quarters(self):
        process = self.start()
        # What the status file calls done is in the file, whatever happens next.
        while (done := self.status()["quarters_done"]) < 2:
            time.sleep(0.002)
        process.kill()
        process.communicate(timeout=100)
        shown = load(self.ok("show", "a.h5", "--json").stdout)
        self.assertGreaterEqual(shown["quarters"], done)
        self.assertEqual(shown["world"], "")
        self.assertIn("complete", self.ok("show", "a.h5").stdout)

    def test_the_status_file_is_always_whole(self):
        process = self.start()
        for _ in range(50):
            self.assertEqual(self.status()["state"], "running")
            time.sleep(0.002)
        process.kill()
        process.communicate(timeout=100)
        self.assertTrue(os.path.exists(self.path("a.h5")))


if __name__ == "__main__":
    main()
