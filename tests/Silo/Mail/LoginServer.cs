using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Mail;

/// <summary>A real mail server (aiosmtpd) that takes mails over TLS only, and only from one user.</summary>
internal sealed class LoginServer : IAsyncDisposable
{
    public const string User = "petitions", Password = "tide and lamp";

    // Debian's own: a Python of somebody's version manager does not have Debian's packages.
    private const string Python = "/usr/bin/python3", Package = "/usr/lib/python3/dist-packages/aiosmtpd";

    private readonly ScratchFolder _folder = new();
    private readonly OutputRing _output = new();
    private readonly Process _process;

    private LoginServer(string security)
    {
        var certificate = _folder.At("localhost.pem");
        WriteCertificate(certificate);
        _process = new() { StartInfo = new(Python) { RedirectStandardOutput = true, RedirectStandardError = true } };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "Mail", "mail-server-with-login.py"), $"{Port}", security, certificate, User, Password })
            _process.StartInfo.ArgumentList.Add(argument);
        _process.OutputDataReceived += (_, line) => _output.Add(line.Data);
        _process.ErrorDataReceived += (_, line) => _output.Add(line.Data);
    }

    public int Port { get; } = FreePort.Next();

    /// <summary>What a program that trusts this server has in its environment as SSL_CERT_FILE.</summary>
    public string CertificateFile => _folder.At("trusted.pem");

    /// <summary>What it said: who sent what to whom.</summary>
    public IReadOnlyList<string> Said => _output.Lines;

    /// <summary>Skips the test where aiosmtpd is not installed.</summary>
    public static async Task<LoginServer> StartAsync(string security)
    {
        if (!Directory.Exists(Package)) Assert.Skip("There is no aiosmtpd here: apt-get install python3-aiosmtpd.");
        var server = new LoginServer(security);
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(30), () => server.Said.Contains("listens")), string.Join('\n', server.Said));
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private void WriteCertificate(string path)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(path, $"{key.ExportPkcs8PrivateKeyPem()}\n{certificate.ExportCertificatePem()}\n");
    }
}
