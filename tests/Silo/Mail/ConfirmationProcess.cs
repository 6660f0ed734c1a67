using System.Net;
using System.Text.Json.Nodes;
using MimeKit;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Mail;

/// <summary>A program in its own process with one petition that requires confirmed e-mail addresses.</summary>
internal sealed class ConfirmationProcess : IAsyncDisposable
{
    private static readonly string[] Documents =
    [
        SampleDocument.Replace(SampleDocument.English, SampleDocument.ClosesAt, "")
            .Replace("confirmation: none", "confirmation: email", StringComparison.Ordinal),
        SampleDocument.German,
    ];

    private readonly PetitionStore _store;
    private readonly ScratchFolder _documents;
    private PetitionProcess? _process;
    private SigningClient? _client;

    private ConfirmationProcess(PetitionStore store, ScratchFolder documents, PetitionSettings settings) =>
        (_store, _documents, Settings) = (store, documents, settings);

    public PetitionSettings Settings { get; }

    public PetitionStore Store => _store;

    public PetitionProcess Process => _process!;

    public SigningClient Client => _client!;

    /// <param name="kind">On which database.</param>
    /// <param name="postgres">The server of the tests.</param>
    /// <param name="smtpPort">Where the mail server listens on this machine; null writes files.</param>
    /// <param name="further">Further settings.</param>
    public static async Task<ConfirmationProcess> StartAsync(
        StoreKind kind, PostgresServer postgres, int? smtpPort = null, Func<PetitionSettings, PetitionSettings>? further = null)
    {
        var store = await PetitionStore.CreateAsync(kind, postgres);
        var documents = new ScratchFolder();
        await File.WriteAllTextAsync(documents.At("old-lamp.en.md"), Documents[0]);
        await File.WriteAllTextAsync(documents.At("old-lamp.de.md"), Documents[1]);
        var settings = store.Settings.With("Petition__Documents", documents.Path);
        if (smtpPort is { } port)
        {
            settings = settings.With("Petition__Mail__Host", "127.0.0.1").With("Petition__Mail__Port", $"{port}")
                .With("Petition__Mail__Security", "none")
                .With("Petition__Mail__From", "Petitions <petitions@example.org>").With("Petition__PublicUrl", "https://petition.example")
                .With("Petition__Mail__ConnectWithin", "00:00:03").With("Petition__Mail__SendWithin", "00:00:05")
                // All signers of a test are this machine, without a proxy in between.
                .With("Petition__Limits__Loopback", "false");
        }
        var petition = new ConfirmationProcess(store, documents, further?.Invoke(settings) ?? settings);
        await petition.StartAsync();
        return petition;
    }

    public async Task StartAsync()
    {
        _process = await PetitionProcess.StartReadyAsync(Settings);
        _client = await SigningClient.ConnectAsync(Settings.PublicBaseUrl);
    }

    public async Task KillAsync()
    {
        Client.Dispose();
        await Process.KillHardAsync();
        await Process.DisposeAsync();
    }

    /// <summary>Signs, and asserts that the answer is <c>confirmation-sent</c>.</summary>
    public async Task SignAsync(int signer, string? email = null, string? familyName = null, string? locale = null)
    {
        var body = Client.BodyOf(signer);
        if (email is not null) body["email"] = email;
        if (familyName is not null) body["familyName"] = familyName;
        if (locale is not null) body["locale"] = locale;
        using var answer = await Client.PostAsync(body.ToJsonString());
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("confirmation-sent", (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["status"]);
    }

    /// <summary>The mails in the mail folder.</summary>
    public IReadOnlyList<MimeMessage> ReadFiles()
    {
        var folder = Path.Combine(Settings.DataPath, "mail");
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.eml").Select(file => MimeMessage.Load(file))] : [];
    }

    public async Task<long> ScalarAsync(string sql)
    {
        await using var connection = await _store.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_process is not null) await _process.DisposeAsync();
        await _store.DisposeAsync();
        _documents.Dispose();
    }
}
