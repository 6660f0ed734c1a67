using System.Globalization;
using Petitions.Bench.Comparison.Background;
using Petitions.Bench.Comparison.Load;
using Petitions.Bench.Comparison.Servers;
using Petitions.Bench.Comparison.Settings;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Comparison.Questions;

/// <summary>How fast is a backlog of mails sent, and what does that cost those who sign meanwhile a petition that sends no mail?</summary>
internal static class MailComparison
{
    private static readonly SignedPetitions Mailed = new("mailed");

    // A sender that has met no server may be waiting for a minute.
    private static readonly TimeSpan FirstMailWithin = TimeSpan.FromSeconds(90);

    public static async Task<bool> RunAsync(TestBed bed, CancellationToken cancel)
    {
        BackgroundWork.Publish(bed.Petitions, bed.Options.Rounds);
        bed.Petitions.Publish(Mailed.Slug, WithConfirmation);
        await BackgroundWork.WriteHeadAsync(bed.Output, "queued", "while mails wait", "while mails go", "mails");
        foreach (var store in new[] { Store.Postgres, Store.Sqlite }) await MeasureAsync(bed, store, cancel);
        return true;
    }

    // Two programs with the same mails to send, of which one has a server that takes them.
    private static async Task MeasureAsync(TestBed bed, Store store, CancellationToken cancel)
    {
        await using var sink = new SmtpSink();
        var waiting = await StartAsync(bed, ServerPlan.Product(store, bed.Petitions), FreePort.Next(), cancel);
        var sending = await StartAsync(bed, ServerPlan.Product(store, bed.Petitions, "-mail"), sink.Port, cancel);

        await sending.ResumeAsync(cancel);
        var queued = await MailsAsync(sending, isSent: false, cancel);
        sink.Start();
        await Until.TrueAsync(
            async () => await MailsAsync(sending, isSent: true, cancel) > 0, FirstMailWithin, sending, "no mail arrives", cancel);
        sending.Pause();

        var work = new BackgroundWork(bed, (server, token) => MailsAsync(server, isSent: true, token));
        await work.MeasureAsync(ServerPlan.DatabaseName(store), queued, waiting, sending, cancel);
        await sending.StopAsync();
        await waiting.StopAsync();
    }

    // People sign a petition that asks for a confirmation until enough mails wait; nobody takes them yet.
    private static async Task<Server> StartAsync(TestBed bed, ServerPlan plan, int mailPort, CancellationToken cancel)
    {
        var server = await bed.StartServerAsync(plan with { Settings = MailSettings(mailPort) }, cancel);
        await WarmUp.RunAsync(server, bed.Options.WarmUpSeconds, cancel);
        await server.ResumeAsync(cancel);
        for (var run = 1; await MailsAsync(server, isSent: false, cancel) < bed.Options.Sizes.Queued; run++)
        {
            var load = new SigningLoad(SigningMode.New.Signers, Mailed, "queue" + run.ToString(CultureInfo.InvariantCulture));
            await load.RunAsync(server, bed.Options.Seconds, cancel);
        }
        server.Pause();
        return server;
    }

    private static string WithConfirmation(string text) =>
        text.Replace("\nminimumAge", "\nconfirmation: email\nminimumAge", StringComparison.Ordinal);

    private static Dictionary<string, string> MailSettings(int port) => new()
    {
        ["Petition__Mail__Host"] = "127.0.0.1",
        ["Petition__Mail__Port"] = port.ToString(CultureInfo.InvariantCulture),
        ["Petition__Mail__Security"] = "none",
        ["Petition__Mail__From"] = "petitions@example.org",
        ["Petition__PublicUrl"] = "https://petition.example",
        // With a public address calls from this machine are those of a silent proxy, and limited, unless told otherwise.
        ["Petition__Limits__Loopback"] = "false",
    };

    // Mails that ask to confirm.
    private static Task<long> MailsAsync(Server server, bool isSent, CancellationToken cancel) =>
        server.Database!.AskAsync($"SELECT count(*) FROM mail WHERE purpose = 1 AND sent = {(isSent ? 1 : 0)}", cancel);
}
