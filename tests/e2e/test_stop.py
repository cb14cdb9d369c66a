"""Stopping a run: the file keeps every finished quarter."""

import os
import signal

from durable import go_on, paused
from support import DONE, STOPPED, VILLAGE, Case, load, main

QUARTERS = 12


class Stop(Case):
    def start(self):
        """A run that holds still after its third quarter."""
        return paused(self, 4, "run", VILLAGE, "-o", "a.h5", "--quarters", QUARTERS, "--scale", 4)

    def status(self):
        with open(self.path("a.h5.status.json"), encoding="utf-8") as file:
            return load(file.read())

    def stopped_by(self, number):
        process = self.start()
        process.send_signal(number)
        out, err = go_on(process)
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
        done = self.status()["quarters_done"]
        self.assertGreaterEqual(done, 1)
        process.kill()
        process.communicate()
        shown = load(self.ok("show", "a.h5", "--json").stdout)
        self.assertGreaterEqual(shown["quarters"], done)
        self.assertLess(shown["quarters"], QUARTERS)
        self.assertEqual(shown["world"], "")
        self.assertIn("complete", self.ok("show", "a.h5").stdout)

    def test_the_status_file_is_always_whole(self):
        process = self.start()
        self.assertEqual(self.status()["state"], "running")
        process.send_signal(signal.SIGCONT)
        while process.poll() is None:
            self.assertIn(self.status()["state"], ("running", "done"))
        self.assertEqual(process.returncode, DONE)
        self.assertEqual(self.status()["state"], "done")
        self.assertTrue(os.path.exists(self.path("a.h5")))


if __name__ == "__main__":
    main()
