using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Petitions.Tests.Support;

/// <summary>One connection that its owner keeps for the next question, over HTTP/1.1.</summary>
internal sealed class KeptConnection : IDisposable
{
    private const string Length = "Content-Length: ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TcpClient _client = new();

    /// <summary>The server said with its last answer that the connection ends.</summary>
    public bool MustEnd { get; private set; }

    public static async Task<KeptConnection> OpenAsync(Uri address)
    {
        var connection = new KeptConnection();
        await connection._client.ConnectAsync(IPAddress.Parse(address.Host), address.Port);
        return connection;
    }

    /// <summary>Asks, and takes the whole answer.</summary>
    public async Task AskAsync(string path)
    {
        var stream = _client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        var answer = new StringBuilder();
        var buffer = new byte[1024];
        while (!IsWhole(answer.ToString()))
        {
            var read = await stream.ReadAsync(buffer).AsTask().WaitAsync(Patience);
            Assert.NotEqual(0, read);
            answer.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }
        Assert.StartsWith("HTTP/1.1 200 ", answer.ToString(), StringComparison.Ordinal);
        MustEnd = answer.ToString().Contains("\r\nConnection: close\r\n", StringComparison.Ordinal);
    }

    /// <summary>The server has ended it.</summary>
    public async Task<bool> HasEndedAsync() => await _client.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(Patience) == 0;

    public void Dispose() => _client.Dispose();

    private static bool IsWhole(string answer)
    {
        var body = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        if (body < 4) return false;
        var length = answer.IndexOf(Length, StringComparison.Ordinal) + Length.Length;
        return answer.Length >= body + int.Parse(answer[length..answer.IndexOf('\r', length)], CultureInfo.InvariantCulture);
    }
}
