// Core ends a process that has grown after many runs, which here is the process of the tests.
jest.spyOn(process, 'memoryUsage').mockReturnValue({ ...process.memoryUsage(), rss: 0 });

// Many requests go over the network of this computer, which may be busy.
jest.setTimeout(240_000);
