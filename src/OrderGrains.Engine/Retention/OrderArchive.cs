using System.Globalization;
using System.Text;

namespace OrderGrains.Engine;

/// <summary>Files of orders that were removed: one a day, a line an order. They hold personal data: only this user may read them.</summary>
internal static class OrderArchive
{
    /// <summary>Appends a line, which is on the disk when this completes.</summary>
    public static async Task AppendAsync(string folder, string line, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"orders-{now:yyyy-MM-dd}.jsonl"));
        var create = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(path, create);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), cancellationToken).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }
    }
}
