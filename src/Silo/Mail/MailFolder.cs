using MimeKit;
using Petitions.Grains.Keys;

namespace Petitions.Silo.Mail;

/// <summary>
/// Writes each mail as an .eml file, for trying the program without a mail server. Files appear complete: they are written under another
/// name and then renamed. The file name contains no address, and a mail that is sent again after a crash overwrites its file.
/// </summary>
internal sealed class MailFolder(string path) : IMailTransport, IMailConnection
{
    public string Description => path;

    public IMailConnection Connect() => this;

    public async Task<MailReply> SendAsync(MimeMessage message, CancellationToken cancel)
    {
        var name = message.MessageId!.Split('@')[0];
        var draft = Path.Combine(path, name + ".draft");
        try
        {
            PrivateFile.CreateFolder(path);
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using (var stream = new FileStream(draft, options)) await message.WriteToAsync(stream, cancel);
            File.Move(draft, Path.Combine(path, name + ".eml"), overwrite: true);
            return new(MailReplyKind.Accepted);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(MailReplyKind.ServerUnavailable, e.Message);
        }
    }

    public Task<MailReply> ProbeAsync(CancellationToken cancel) => Task.FromResult(new MailReply(MailReplyKind.Accepted));

    public Task CloseIdleAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
