namespace Petitions.Tests.Support;

/// <summary>Several silos and front ends, each in a process of its own, on one PostgreSQL. Disposing kills what is left.</summary>
/// <param name="store">The database and the folder of the keys; the caller owns it.</param>
/// <param name="servesHttp">True for silos that serve the public themselves.</param>
internal sealed class ProcessCluster(PetitionStore store, bool servesHttp) : IAsyncDisposable
{
    private readonly List<ScratchFolder> _folders = [];
    private readonly List<PetitionProcess> _processes = [];

    /// <summary>The folder of the keys that all share.</summary>
    public string Keys { get; } = Path.Combine(store.Settings.DataPath, "keys");

    /// <summary>Everything that was started, in that order.</summary>
    public IEnumerable<string> Transcripts => _processes.Select((process, i) => $"=== process {i + 1}\n{process.Transcript}");

    /// <summary>Starts a silo and waits until it is ready.</summary>
    public async Task<PetitionProcess> AddSiloAsync(Func<PetitionSettings, PetitionSettings>? adjust = null)
    {
        var silo = StartSilo(adjust);
        await silo.WaitReadyAsync();
        return silo;
    }

    /// <summary>Starts a silo without waiting.</summary>
    public PetitionProcess StartSilo(Func<PetitionSettings, PetitionSettings>? adjust = null)
    {
        var settings = new PetitionSettings { DataPath = NewFolder(), PostgresConnectionString = store.Settings.PostgresConnectionString }
            .With("Petition__Cluster__Provider", "postgres").With("Petition__Keys__Path", Keys);
        settings = adjust?.Invoke(settings) ?? settings;
        // Without HTTP a silo has only the admin port, with the health endpoints.
        if (!servesHttp) settings = settings.With("Petition__Http__Enabled", "false") with { PublicPort = settings.AdminPort };
        return Add(PetitionProcess.Start(settings));
    }

    /// <summary>Starts a front end of its own.</summary>
    public PetitionProcess StartFrontend(string gateways) => Add(PetitionProcess.Start(
        new PetitionSettings { Program = ProgramFiles.Frontend, DataPath = NewFolder() }
            .With("Petition__Keys__Path", Keys).With("Petition__Cluster__Gateways", gateways).With("Petition__Admin__Urls", null)));

    /// <summary>Starts a front end of its own and waits until it is ready.</summary>
    public async Task<PetitionProcess> AddFrontendAsync(string gateways)
    {
        var front = StartFrontend(gateways);
        await front.WaitReadyAsync();
        return front;
    }

    public async ValueTask DisposeAsync()
    {
        // All are killed before one of them may complain.
        foreach (var process in _processes.Where(process => !process.HasExited)) await process.KillHardAsync();
        foreach (var folder in _folders) folder.Dispose();
        foreach (var process in _processes) await process.DisposeAsync();
    }

    private PetitionProcess Add(PetitionProcess process)
    {
        _processes.Add(process);
        return process;
    }

    private string NewFolder()
    {
        var folder = new ScratchFolder();
        _folders.Add(folder);
        return folder.Path;
    }
}
