using System.Diagnostics;
using System.Text.RegularExpressions;
using Petitions.Silo.Mail;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Mail;

/// <summary>Mails of a real program: to files, and to a mail server with faults.</summary>
[Collection(SequentialCollection.Name)]
public sealed class MailProcessTests(PostgresServer postgres)
{
    // The measurements are reported; the limits are generous, for busy machines.
    private static readonly TimeSpan SignedWithin = TimeSpan.FromSeconds(3), MailedWithin = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Without_a_server_each_mail_is_a_private_file_in_the_signers_language()
    {
        await using var petition = await ConfirmationProcess.StartAsync(StoreKind.Sqlite, postgres);
        await petition.SignAsync(1, familyName: "<i>Musterfrau</i> & Söhne", locale: "de-AT");
        await petition.SignAsync(2, "maria+2@müller.example.org", locale: "en");
        Assert.True(await Waiting.UntilAsync(MailedWithin, () => petition.ReadFiles().Count == 2), petition.Process.Transcript);

        var mails = petition.ReadFiles().OrderBy(mail => mail.Body!.Headers["Content-Language"]).ToList();
        Assert.Equal([SigningClient.EmailOf(1), "maria+2@xn--mller-kva.example.org"],
            mails.Select(mail => mail.To.Mailboxes.Single().GetAddress(idnEncode: true)));
        Assert.Contains("Licht für die Lampe", mails[0].Subject, StringComparison.Ordinal);
        Assert.Contains("Light the lamp", mails[1].Subject, StringComparison.Ordinal);
        Assert.Contains("Maria <i>Musterfrau</i> & Söhne", mails[0].TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", mails[0].HtmlBody, StringComparison.Ordinal);
        var address = Regex.Escape(petition.Settings.PublicBaseUrl.GetLeftPart(UriPartial.Authority));
        Assert.Matches($@"{address}/p/old-lamp/confirm/[\w-]{{87,}}\?lang=de\r?\n", mails[0].TextBody!);

        var files = Directory.GetFiles(Path.Combine(petition.Settings.DataPath, "mail"));
        Assert.All(files, file => Assert.Matches(@"^[0-9a-f]{32}\.eml$", Path.GetFileName(file)));
        Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.DoesNotContain("example.org", petition.Process.Transcript, StringComparison.Ordinal);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Signing_works_while_the_mail_server_is_down_and_every_mail_arrives_once(StoreKind kind)
    {
        var port = FreePort.Next();
        await using var petition = await ConfirmationProcess.StartAsync(kind, postgres, port);
        var signer = 0;

        // No server listens on the port.
        for (var i = 0; i < 5; i++) await SignInTimeAsync(petition, ++signer);
        Assert.True(await Waiting.UntilAsync(MailedWithin, () => petition.Process.OutputLines.Any(line =>
            line.Contains("Mails are waiting", StringComparison.Ordinal))), petition.Process.Transcript);

        // A server accepts connections and never answers.
        await using var server = new ScriptedSmtpServer(port) { Manner = SmtpManner.HangsAfterAccept };
        for (var i = 0; i < 5; i++) await SignInTimeAsync(petition, ++signer);
        Assert.True(await Waiting.UntilAsync(MailedWithin, () =>
            Changes(petition).Any(line => line.Contains("(timeout)", StringComparison.Ordinal))), petition.Process.Transcript);
        Assert.Empty(server.Taken);

        server.Manner = SmtpManner.ClosesAfterEachMail;
        Assert.True(await Waiting.UntilAsync(MailedWithin, () => server.Taken.Count >= signer), petition.Process.Transcript);
        server.Manner = SmtpManner.TakesAll;
        for (var i = 0; i < 5; i++) await SignInTimeAsync(petition, ++signer);
        Assert.True(await Waiting.UntilAsync(MailedWithin, async () => server.Taken.Count >= signer
            && await petition.ScalarAsync("SELECT count(*) FROM mail WHERE sent = 1") == signer), petition.Process.Transcript);

        Assert.Equal(Enumerable.Range(1, signer).Select(SigningClient.EmailOf).Order(), server.Taken.Select(mail => mail.To).Order());
        Assert.Equal(0, await petition.ScalarAsync("SELECT count(*) FROM mail WHERE parked_at IS NOT NULL"));
        // One log line per change, without addresses.
        var changes = Changes(petition);
        Assert.All(changes.Zip(changes.Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second));
        Assert.Single(changes, line => line.Contains("Mails are sent again", StringComparison.Ordinal));
        Assert.DoesNotContain("@example.org", petition.Process.Transcript, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejected_recipient_is_parked_and_others_get_their_mail()
    {
        await using var server = new ScriptedSmtpServer { IsUnknown = to => to == SigningClient.EmailOf(3) };
        await using var petition = await ConfirmationProcess.StartAsync(StoreKind.Sqlite, postgres, server.Port);
        for (var signer = 1; signer <= 5; signer++) await petition.SignAsync(signer);
        Assert.True(await Waiting.UntilAsync(MailedWithin, async () =>
            await petition.ScalarAsync("SELECT count(*) FROM mail WHERE sent = 1") == 4), petition.Process.Transcript);
        const string parked = "SELECT count(*) FROM mail WHERE parked_at IS NOT NULL"
            + " AND parked_reason LIKE '%SMTP 550%' AND parked_reason NOT LIKE '%@%'";
        Assert.True(
            await Waiting.UntilAsync(MailedWithin, async () => await petition.ScalarAsync(parked) == 1), petition.Process.Transcript);
        Assert.Equal(4, server.Taken.Count);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Three_hundred_refused_recipients_hold_nobody_elses_mail(StoreKind kind)
    {
        const int Refused = 300;
        await using var server = new ScriptedSmtpServer { IsUnknown = to => to.StartsWith("nobody", StringComparison.Ordinal) };
        await using var petition = await ConfirmationProcess.StartAsync(kind, postgres, server.Port);
        await Parallel.ForAsync(1, Refused + 1, async (signer, _) => await petition.SignAsync(signer, $"nobody{signer}@example.org"));
        var since = Stopwatch.GetTimestamp();
        await petition.SignAsync(Refused + 1, "maria@example.org");
        Assert.True(await Waiting.UntilAsync(MailedWithin, () => server.Taken.Any(mail => mail.To == "maria@example.org")),
            petition.Process.Transcript);
        LongRun.Report(FormattableString.Invariant(
            $"a mail behind 300 refused recipients on {kind}: {Stopwatch.GetElapsedTime(since).TotalSeconds:F1} s"));
        Assert.True(await Waiting.UntilAsync(MailedWithin, async () =>
            await petition.ScalarAsync("SELECT count(*) FROM mail WHERE parked_at IS NOT NULL") == Refused), petition.Process.Transcript);

        // Probed with the own address, which was sent nothing.
        Assert.Contains("petitions@example.org", server.Recipients);
        Assert.Equal("maria@example.org", Assert.Single(server.Taken).To);
        Assert.Empty(Changes(petition));
        Assert.Single(petition.Process.OutputLines, line => line.Contains("rejected a mail (SMTP 550)", StringComparison.Ordinal));
        Assert.Contains(petition.Process.OutputLines, line => line.Contains("is parked and not tried again", StringComparison.Ordinal));
        Assert.DoesNotContain("@example.org", petition.Process.Transcript, StringComparison.Ordinal);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_kill_loses_no_mail_and_repeats_at_most_those_in_flight(StoreKind kind)
    {
        if (kind == StoreKind.Sqlite) LongRun.SkipUnlessOn();
        const int Signers = 300;
        await using var server = new ScriptedSmtpServer { Manner = SmtpManner.HangsAfterAccept, TakesAtMost = Signers / 2 };
        await using var petition = await ConfirmationProcess.StartAsync(kind, postgres, server.Port);
        await Parallel.ForAsync(1, Signers + 1, async (signer, _) => await petition.SignAsync(signer));
        server.Slowness = TimeSpan.FromMilliseconds(5);
        server.Manner = SmtpManner.TakesAll;
        Assert.True(await Waiting.UntilAsync(MailedWithin, () => server.Taken.Count > Signers / 3), petition.Process.Transcript);
        await petition.KillAsync();
        Assert.InRange(server.Taken.Count, 1, Signers - 1);
        server.TakesAtMost = int.MaxValue;

        // Ends the lease of the killed process's mails, instead of waiting for it.
        await using (var connection = await petition.Store.ConnectAsync())
        await using (var command = connection.CreateCommand())
        {
            command.CommandText =
                "UPDATE mail SET due_at = '2020-01-01T00:00:00.000Z', next_at = '2020-01-01T00:00:00.000Z' WHERE due_at = next_at";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        await petition.StartAsync();
        Assert.True(await Waiting.UntilAsync(MailedWithin, async () =>
            await petition.ScalarAsync("SELECT count(*) FROM mail WHERE sent = 1") == Signers), petition.Process.Transcript);

        var byPerson = server.Taken.GroupBy(mail => mail.To).ToList();
        Assert.Equal(Signers, byPerson.Count);
        var again = server.Taken.Count - Signers;
        LongRun.Report(FormattableString.Invariant($"mails sent again after a kill on {kind}: {again} of {Signers}"));
        Assert.InRange(again, 0, MailSender.InFlightMax);
        // Both copies of a mail have the same message ID.
        Assert.All(byPerson, mails => Assert.Single(mails.Select(mail => mail.Message.MessageId).Distinct()));
    }

    [Fact]
    public async Task A_stop_while_sending_sends_no_mail_twice()
    {
        const int Signers = 200;
        await using var server = new ScriptedSmtpServer { Manner = SmtpManner.HangsAfterAccept };
        await using var petition = await ConfirmationProcess.StartAsync(StoreKind.Sqlite, postgres, server.Port);
        await Parallel.ForAsync(1, Signers + 1, async (signer, _) => await petition.SignAsync(signer));
        server.Slowness = TimeSpan.FromMilliseconds(5);
        server.Manner = SmtpManner.TakesAll;
        Assert.True(await Waiting.UntilAsync(MailedWithin, () => server.Taken.Count > Signers / 4), petition.Process.Transcript);
        await petition.Process.StopAsync();
        petition.Client.Dispose();

        await petition.StartAsync();
        Assert.True(await Waiting.UntilAsync(MailedWithin, async () =>
            await petition.ScalarAsync("SELECT count(*) FROM mail WHERE sent = 1") == Signers), petition.Process.Transcript);
        Assert.Equal(Signers, server.Taken.Count);
    }

    // The log lines about the mail server.
    private static string[] Changes(ConfirmationProcess petition) =>
        [.. petition.Process.OutputLines.Select(line => line[(line.IndexOf("]", StringComparison.Ordinal) + 1)..])
            .Where(line => line.Contains("Mails are waiting", StringComparison.Ordinal)
                || line.Contains("Mails are sent again", StringComparison.Ordinal))];

    private static async Task SignInTimeAsync(ConfirmationProcess petition, int signer)
    {
        var since = Stopwatch.GetTimestamp();
        await petition.SignAsync(signer);
        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, SignedWithin);
    }
}
