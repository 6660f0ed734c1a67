using System.Net;
using System.Net.Sockets;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Faults;

/// <summary>Invalid settings, databases and keys that must stop the start.</summary>
[Collection(SequentialCollection.Name)]
public sealed class StartTests(PostgresServer postgres)
{
    [Fact]
    public async Task An_unknown_storage_provider_stops_the_start()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await FailedStart.EndsSayingAsync(store.Settings.With("Petition__Storage__Provider", "oracle"), "Petition__Storage__Provider",
            "sqlite", "postgres");
    }

    [Theory]
    [InlineData("Petition__Ledger__QueueSignaturesMax", "many", "QueueSignaturesMax is 'many': write a number from 1 to 100000.")]
    [InlineData("Petition__Ledger__QueueSignaturesMax", "0", "Petition__Ledger__QueueSignaturesMax")]
    [InlineData("Petition__Ledger__BatchSignaturesMax", "-1", "Petition__Ledger__BatchSignaturesMax")]
    [InlineData("Petition__Signing__ActivationsMax", "99999999999", "ActivationsMax is '99999999999': write a number from 100 to 100000.")]
    [InlineData("Petition__Cluster__SiloPort", "70000", "Petition__Cluster__SiloPort")]
    [InlineData("Petition__Cluster__Provider", "redis", "Petition__Cluster__Provider")]
    [InlineData("Petition__Cluster__Provider", "postgres", "Petition__Storage__Provider")]
    [InlineData("Petition__Cluster__Address", "my-host", "Petition__Cluster__Address")]
    [InlineData("Petition__Cluster__Address", "203.0.113.7", "Petition__Cluster__Address")]
    [InlineData("Petition__Admin__Urls", "not an address", "Petition__Admin__Urls")]
    [InlineData("Petition__Admin__Urls", "http://no-host.invalid:27001", "Petition__Admin__Urls")]
    [InlineData("Petition__Http__Enabled", "perhaps", "Petition__Http__Enabled")]
    [InlineData("Petition__Http__SignaturesInFlightMax", "0", "SignaturesInFlightMax is 0: write a number from 1 to 100000.")]
    [InlineData("Petition__Ledger__AnswerWithin", "3", "Petition__Ledger__AnswerWithin")]
    [InlineData("Petition__Documents", "/no/such/folder", "Petition__Documents")]
    [InlineData("Petition__Limits__AddressPerMinute", "0", "Petition__Limits__AddressPerMinute is 0: write a number from 1 to 1000000.")]
    [InlineData("Petition__Limits__ProofWithin", "soon", "Petition__Limits__ProofWithin is 'soon': write a time from 00:01:00 to")]
    [InlineData("Petition__Limits__DisposableDomains", "/no/such/file", "Petition__Limits__DisposableDomains")]
    [InlineData("Petition__Mail__Host", "mail.example", "Petition__PublicUrl")]
    [InlineData("Petition__Mail__ConnectionsMax", "0", "Petition__Mail__ConnectionsMax")]
    [InlineData("Petition__Confirmation__PendingFor", "00:00:00", "Petition__Confirmation__PendingFor")]
    [InlineData("Petition__Storage__Provder", "postgres", "Provder is no setting: did you mean Petition__Storage__Provider?")]
    [InlineData("Petition__TimeZone", "Europe/Wien", "Petition__TimeZone is 'Europe/Wien'")]
    [InlineData("ASPNETCORE_URLS", "http://*:27002", "Petition__PublicUrl is not set")]
    [InlineData("Petition__Admin__Token", "0123456789abcdef\n", "Petition__Admin__Token begins or ends with white space")]
    [InlineData("Petition__PublicUrl", "petition.example ", "Petition__PublicUrl is 'petition.example': write an address")]
    [InlineData("Petition__Streams__ViewersMax", "40000", "Petition__Streams__ViewersMax is 40000: write a number from 0 to 37000.")]
    public async Task A_setting_out_of_range_stops_the_start_and_is_named(string variable, string value, string named)
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await FailedStart.EndsSayingAsync(store.Settings.With(variable, value), named);
    }

    [Fact]
    public async Task The_value_of_an_old_name_counts_and_a_warning_names_the_new_one()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        var old = store.Settings.With("Petition__Signing__ResidentsMax", "5");
        // The name that was written, since the other one is in nobody's file.
        await FailedStart.EndsSayingAsync(
            old, "Petition__Signing__ResidentsMax (now called Petition__Signing__ActivationsMax) is 5: write a number from 100");

        await FailedStart.EndsSayingAsync(
            store.Settings.With("Petition__Limits__RushPerMinute", "5"), "Petition__Limits__RushPerMinute (now called Petition__Limits__");

        await using var process = await PetitionProcess.StartReadyAsync(
            old.With("Petition__Signing__ActivationsMax", "100").With("Petition__Http__AnswerNotBefore", "00:00:00"));
        Assert.Contains("ResidentsMax is ignored because Petition__Signing__ActivationsMax", process.Transcript, StringComparison.Ordinal);
        Assert.Contains("AnswerNotBefore is now called Petition__Http__MinimumResponseTime", process.Transcript, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreachable_database_stops_the_start()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        var nobody = $"Host=127.0.0.1;Port={FreePort.Next()};Username=postgres;Database=petitions";
        await FailedStart.EndsSayingAsync(store.Settings with { PostgresConnectionString = nobody }, "ConnectionStrings__Petitions");
    }

    [Fact]
    public async Task A_database_server_that_never_answers_stops_the_start()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        using var mute = new TcpListener(IPAddress.Loopback, FreePort.Next());
        mute.Start();
        var nobody = $"Host=127.0.0.1;Port={((IPEndPoint)mute.LocalEndpoint).Port};Username=postgres;Database=petitions";
        await FailedStart.EndsSayingAsync(store.Settings with { PostgresConnectionString = nobody }, "ConnectionStrings__Petitions");
    }

    [Fact]
    public async Task A_missing_or_invalid_connection_string_stops_the_start()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await FailedStart.EndsSayingAsync(store.Settings with { PostgresConnectionString = "petitions, please" },
            "ConnectionStrings__Petitions");
        await FailedStart.EndsSayingAsync(store.Settings.With("Petition__Storage__Provider", "postgres"), "ConnectionStrings__Petitions");
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_database_with_a_newer_schema_stops_the_start(StoreKind kind)
    {
        await using var store = await PetitionStore.CreateAsync(kind, postgres);
        await FailedStart.RunOnceAsync(store.Settings);
        await using (var connection = await store.ConnectAsync())
        await using (var command = connection.CreateCommand())
        {
            command.CommandText =
                "INSERT INTO schemaversions (scriptname, applied) VALUES ('Storage/999_of_tomorrow.sql', CURRENT_TIMESTAMP)";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        await FailedStart.EndsSayingAsync(store.Settings, "newer", "999_of_tomorrow.sql");
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Missing_keys_with_an_existing_database_stop_the_start_without_new_keys(StoreKind kind)
    {
        await using var store = await PetitionStore.CreateAsync(kind, postgres);
        await FailedStart.RunOnceAsync(store.Settings);
        var keys = Path.Combine(store.Settings.DataPath, "keys");
        Assert.NotEmpty(Directory.GetFiles(keys));

        foreach (var key in Directory.GetFiles(keys))
        {
            File.Move(key, key + ".away");
            await FailedStart.EndsSayingAsync(store.Settings, key, "Petition__Keys__Path");
            Assert.False(File.Exists(key));
            File.Move(key + ".away", key);
        }
        Directory.Delete(keys, recursive: true);
        await FailedStart.EndsSayingAsync(store.Settings, keys, "Petition__Keys__Path");
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Keys_that_do_not_match_the_database_stop_the_start(StoreKind kind)
    {
        await using var store = await PetitionStore.CreateAsync(kind, postgres);
        await using var stranger = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await FailedStart.RunOnceAsync(store.Settings);
        await FailedStart.RunOnceAsync(stranger.Settings);
        var foreign = Path.Combine(stranger.Settings.DataPath, "keys");
        await FailedStart.EndsSayingAsync(store.Settings.With("Petition__Keys__Path", foreign), foreign, "Petition__Keys__Path");
    }

    [Fact]
    public async Task A_damaged_or_world_readable_key_file_stops_the_start()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        await FailedStart.RunOnceAsync(store.Settings);
        var key = Directory.GetFiles(Path.Combine(store.Settings.DataPath, "keys"))[0];

        File.SetUnixFileMode(key, File.GetUnixFileMode(key) | UnixFileMode.GroupRead);
        await FailedStart.EndsSayingAsync(store.Settings, key, "chmod 600");
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        await File.WriteAllTextAsync(key, "no key\n", TestContext.Current.CancellationToken);
        await FailedStart.EndsSayingAsync(store.Settings, key, "backup");
    }

    [Theory, InlineData("ASPNETCORE_URLS"), InlineData("Petition__Admin__Urls")]
    public async Task A_port_in_use_stops_the_start(string variable)
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Sqlite, postgres);
        using var other = new TcpListener(IPAddress.Loopback, FreePort.Next());
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await FailedStart.EndsSayingAsync(store.Settings.With(variable, $"http://127.0.0.1:{port}"), $"{port}", variable);
    }

    [Fact]
    public async Task Two_programs_starting_on_an_empty_database_migrate_once_and_become_ready()
    {
        await using var first = await PetitionStore.CreateAsync(StoreKind.Postgres, postgres);
        using var folder = new ScratchFolder();
        var keys = folder.At("keys");
        var second = first.Settings with { DataPath = folder.At("data"), PublicPort = FreePort.Next(), AdminPort = FreePort.Next() };

        await using var one = PetitionProcess.Start(first.Settings.With("Petition__Keys__Path", keys));
        await using var other = PetitionProcess.Start(second.With("Petition__Keys__Path", keys));
        await Task.WhenAll(one.WaitReadyAsync(), other.WaitReadyAsync());

        await using var connection = await first.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) - count(DISTINCT scriptname) FROM schemaversions";
        Assert.Equal(0L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}
