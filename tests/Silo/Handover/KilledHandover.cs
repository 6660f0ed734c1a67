using System.Globalization;
using Petitions.Bench.Rehearsal.Faults;
using Petitions.Silo.Storage;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Handover;

/// <summary>A program that is killed in a hand-over and started again, and what must be true then. Owns what it is given.</summary>
internal sealed class KilledHandover(PetitionStore store, SlowDisk disk) : IAsyncDisposable
{
    private const int CallsAtATime = 32;

    private static readonly TimeSpan DiesWithin = TimeSpan.FromSeconds(30);

    private readonly string _armed = Path.Combine(store.Settings.DataPath, "dies-at");
    private readonly List<int> _signers = [];
    private PetitionProcess? _process;
    private SigningClient? _client;
    private HttpClient? _admin;
    private HandoverCalls? _handovers;

    public HandoverCalls Handovers => _handovers!;

    /// <summary>Everybody who has signed.</summary>
    public IReadOnlyList<int> Signers => _signers;

    /// <summary>Folders of parcels that are not finished.</summary>
    public IEnumerable<string> TemporaryFolders =>
        Directory.Exists(Handovers.Folder) ? Directory.EnumerateDirectories(Handovers.Folder, ".*") : [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task StartAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        var settings = store.Settings with { Program = ProgramFiles.FaultyProduct };
        settings = settings.With("PETITION_TEST_FAULT", "dies-in-a-handover").With("PETITION_TEST_FAULT_FILE", _armed);
        foreach (var (variable, value) in disk.Environment) settings = settings.With(variable, value);
        _process = await PetitionProcess.StartReadyAsync(settings);
        _client ??= await SigningClient.ConnectAsync(settings.PublicBaseUrl);
        _admin ??= await AdminCalls.ConnectAsync(settings);
        _handovers ??= new(_admin, _client.Slug, Path.Combine(settings.DataPath, "handover"));
    }

    /// <summary>So many people sign.</summary>
    public async Task SignAsync(int people)
    {
        var signers = Enumerable.Range(_signers.Count + 1, people).ToList();
        var limits = new ParallelOptions { MaxDegreeOfParallelism = CallsAtATime, CancellationToken = Cancel };
        await Parallel.ForEachAsync(signers, limits, async (signer, _) => Assert.Equal(
            SigningOutcome.Acknowledged, (await _client!.SignAsync(signer, RunningProgram.NewOperation())).Outcome));
        _signers.AddRange(signers);
    }

    /// <summary>Asks for a hand-over, in which the program kills itself.</summary>
    public async Task KillAsync(string moment, bool letters = true)
    {
        await File.WriteAllTextAsync(_armed, moment, Cancel);
        using var begun = await Handovers.TryBeginAsync(letters);
        Assert.True(await _process!.WaitExitAsync(DiesWithin), $"It did not come to {moment}:\n{_process.Transcript}");
    }

    /// <summary>Asks for a hand-over, and kills the program as soon as a temporary folder is as <paramref name="isSeen"/> says.</summary>
    public async Task KillAtSightAsync(int flushMilliseconds, Func<string, bool> isSeen)
    {
        disk.Enable(flushMilliseconds);
        using var begun = await Handovers.TryBeginAsync();
        var seen = await Waiting.UntilAsync(DiesWithin, () => TemporaryFolders.Any(isSeen));
        await _process!.KillHardAsync();
        disk.Disable();
        Assert.True(seen && TemporaryFolders.Any(isSeen), $"The moment was missed:\n{_process.Transcript}");
    }

    /// <summary>
    /// The next start completes the parcel by itself, with those who had signed before the cut-off and nobody else; what was left is gone,
    /// and an undisturbed hand-over makes the same bytes.
    /// </summary>
    public async Task AssertCompletesAsync(int number)
    {
        var expected = _signers.Except(Enumerable.Range(1, number - 1).SelectMany(Handovers.SignersOf)).ToList();
        await StartAsync();
        await SignAsync(1);
        var ended = await Handovers.CompletedAsync(number);
        Assert.Equal(expected, Handovers.SignersOf(number));
        Assert.Equal(expected.Count, (int)ended["signatures"]!);
        Assert.Equal(expected.Count, await CountedRowsAsync(number));
        Assert.Empty(TemporaryFolders);
        await ParcelCheck.VerifyAsync(Handovers.FolderOf(number));

        var before = await FilesAsync(number);
        await ForgetAsync(number);
        Assert.Equal(number, await Handovers.BeginAsync());
        Assert.Equal((string)ended["fingerprint"]!, (string)(await Handovers.CompletedAsync(number))["fingerprint"]!);
        Assert.Equal(before, await FilesAsync(number));
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        _admin?.Dispose();
        if (_process is not null) await _process.DisposeAsync();
        disk.Dispose();
        await store.DisposeAsync();
    }

    // What SQL alone says about the parcel.
    private async Task<int> CountedRowsAsync(int number)
    {
        await using var connection = await store.ConnectAsync();
        return Convert.ToInt32(await connection.ScalarAsync(
            """
            SELECT count(*) FROM signature JOIN handover ON handover.petition = signature.petition AND number = @number
            WHERE state = 1 AND epoch <= cut_off AND epoch > coalesce((SELECT max(cut_off) FROM handover WHERE number < @number), 0)
            """, Cancel, ("@number", number)), CultureInfo.InvariantCulture);
    }

    // As if the program had died right after the cut-off.
    private async Task ForgetAsync(int number)
    {
        Directory.Delete(Handovers.FolderOf(number), recursive: true);
        Directory.Delete(Handovers.FolderOf(number) + ".index", recursive: true);
        await using var connection = await store.ConnectAsync();
        await connection.ExecuteAsync(
            "UPDATE handover SET completed_at = NULL, signatures = 0, fingerprint = NULL, files = NULL WHERE number = @number",
            Cancel, ("@number", number));
    }

    private async Task<IReadOnlyDictionary<string, string>> FilesAsync(int number)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var folder in new[] { Handovers.FolderOf(number), Handovers.FolderOf(number) + ".index" })
        {
            foreach (var file in Directory.EnumerateFiles(folder))
                files[Path.GetRelativePath(Handovers.Folder, file)] = Convert.ToHexString(await File.ReadAllBytesAsync(file, Cancel));
        }
        return files;
    }
}
