<?php
/** The media library: puts pictures and documents into WordPress. */

declare(strict_types=1);

require_once __DIR__ . '/picture.php';
require_once ABSPATH . 'wp-admin/includes/image.php';

final class Library
{
    /** @var array<string,int> attachment by the name content gives the file */
    private array $ids = array();

    public function __construct(private string $documents)
    {
    }

    /** Draw a picture and add it, with its caption, to the month of a post. */
    public function addPicture(string $name, string $caption, string $date): int
    {
        $file = $this->place($name . '.jpg', $date);
        draw_picture($file, $name);
        return $this->insert($name, $file, 'image/jpeg', $caption, $date);
    }

    /** Add a document under the file name WordPress makes of its own. */
    public function addDocument(string $name, string $title, string $date): int
    {
        $file = $this->place($name, $date);
        copy($this->documents . '/' . $name, $file);
        $type = wp_check_filetype($file)['type'];
        return $this->insert($name, $file, $type, '', $date, $title);
    }

    public function id(string $name): int
    {
        return $this->ids[$name];
    }

    /** Address of the file as it was put in, not of a smaller copy. */
    public function url(string $name): string
    {
        return (string) wp_get_attachment_url($this->ids[$name]);
    }

    private function place(string $name, string $date): string
    {
        $folder = wp_upload_dir(str_replace('-', '/', substr($date, 0, 7)));
        return $folder['path'] . '/' . wp_unique_filename($folder['path'], $name);
    }

    private function insert(
        string $name,
        string $file,
        string $type,
        string $caption,
        string $date,
        string $title = ''
    ): int {
        $id = wp_insert_attachment(
            array(
                'post_title' => wp_slash($title ?: $name),
                'post_excerpt' => wp_slash($caption),
                'post_mime_type' => $type,
                'post_status' => 'inherit',
                'post_date' => $date,
            ),
            $file
        );
        wp_update_attachment_metadata($id, wp_generate_attachment_metadata($id, $file));
        return $this->ids[$name] = $id;
    }
}
