using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Petitions.Tests.Silo.Mail;

/// <summary>Behaviour of a scripted mail server.</summary>
internal enum SmtpManner
{
    TakesAll,
    HangsAfterAccept,
    RefusesForNow,
    DiesInData,
    ClosesAfterEachMail,
}

/// <summary>A mail server on loopback with scripted faults, which keeps the mails that it accepted.</summary>
internal sealed class ScriptedSmtpServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly TcpListener _listener;
    private readonly Task _accepting;

    public ScriptedSmtpServer(int port = 0)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public SmtpManner Manner { get; set; }

    /// <summary>Recipients that it rejects permanently.</summary>
    public Predicate<string> IsUnknown { get; set; } = _ => false;

    /// <summary>Delay before it accepts a mail.</summary>
    public TimeSpan Slowness { get; set; }

    /// <summary>From this number of mails on, it never answers.</summary>
    public int TakesAtMost { get; set; } = int.MaxValue;

    /// <summary>The extensions that it announces, one line each.</summary>
    public string[] Extensions { get; set; } = ["8BITMIME"];

    /// <summary>What it says to a whole message instead of accepting it; null accepts.</summary>
    public string? AnswerToMessage { get; set; }

    /// <summary>Every recipient that it was asked for.</summary>
    public ConcurrentQueue<string> Recipients { get; } = new();

    /// <summary>Accepted mails: recipient and message.</summary>
    public ConcurrentQueue<(string To, MimeMessage Message)> Taken { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            await using var stream = client.GetStream();
            if (Manner == SmtpManner.HangsAfterAccept) await Task.Delay(Timeout.Infinite, _end.Token);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            await SayAsync(stream, "220 scripted ESMTP");
            var to = "";
            while (await reader.ReadLineAsync(_end.Token) is { } line)
            {
                switch (line.Split(' ', ':')[0].ToUpperInvariant())
                {
                    case "EHLO":
                        string[] lines = ["scripted", .. Extensions];
                        for (var i = 0; i < lines.Length; i++) await SayAsync(stream,
                            $"250{(i == lines.Length - 1 ? ' ' : '-')}{lines[i]}");
                        break;
                    case "RCPT":
                        to = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(
                            line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)]));
                        Recipients.Enqueue(to);
                        await SayAsync(stream, IsUnknown(to) ? $"550 5.1.1 <{to}> nobody of that name" : Manner == SmtpManner.RefusesForNow
                            ? $"451 4.7.1 <{to}> later" : "250 OK");
                        break;
                    case "DATA":
                        await SayAsync(stream, "354 go on");
                        if (Manner == SmtpManner.DiesInData) return;
                        var message = await ReadMessageAsync(reader);
                        if (AnswerToMessage is { } refusal)
                        {
                            await SayAsync(stream, refusal);
                            break;
                        }
                        await Task.Delay(Taken.Count < TakesAtMost ? Slowness : Timeout.InfiniteTimeSpan, _end.Token);
                        Taken.Enqueue((to, message));
                        await SayAsync(stream, "250 taken");
                        if (Manner == SmtpManner.ClosesAfterEachMail) return;
                        break;
                    case "QUIT":
                        await SayAsync(stream, "221 bye");
                        return;
                    default:
                        await SayAsync(stream, "250 OK");
                        break;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    private async Task<MimeMessage> ReadMessageAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_end.Token) is { } line && line != ".") text.Append(line.StartsWith('.') ? line[1..] : line)
            .Append("\r\n");
        return await MimeMessage.LoadAsync(new MemoryStream(Encoding.Latin1.GetBytes(text.ToString())));
    }

    private static Task SayAsync(NetworkStream stream, string line) => stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n")).AsTask();
}
