// Core ends a process that has grown after many runs, and here that is the test process.
jest.spyOn(process, 'memoryUsage').mockReturnValue({ ...process.memoryUsage(), rss: 0 });

// Many requests use this computer's network, which may be busy.
jest.setTimeout(240_000);
