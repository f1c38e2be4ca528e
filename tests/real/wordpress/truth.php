<?php
/** What a visitor of a post is meant to see, worked out from what its writer meant. */

declare(strict_types=1);

require_once __DIR__ . '/markup.php';

/** Text as the theme prints it: typographic quotes and dashes, white space folded. */
function seen_text(string $text): string
{
    $html = wptexturize(htmlspecialchars(plain_text($text), ENT_NOQUOTES));
    $seen = html_entity_decode($html, ENT_QUOTES | ENT_HTML5, 'UTF-8');
    return trim(preg_replace('/\s+/u', ' ', $seen));
}

/** Collects the parts of one body in reading order. */
final class Truth
{
    /** @var string[] */
    private array $body = array();
    /** @var string[] */
    private array $kinds = array();
    /** @var string[] */
    private array $images = array();
    /** @var string[] */
    private array $captions = array();
    /** @var string[] */
    private array $loose_captions = array();
    /** @var string[] */
    private array $attachments = array();
    private ?int $first_page = null;

    public function __construct(private Library $library, private string $style)
    {
    }

    /** @return array<string,mixed> the line of a post that everyone can read */
    public function line(int $id, array $post): array
    {
        foreach ($post['body'] as $block) {
            $this->add($block);
        }
        $author = get_userdata((int) get_post_field('post_author', $id));
        $url = get_permalink($id);
        return array(
            'url' => $url,
            'title' => html_entity_decode(get_the_title($id), ENT_QUOTES | ENT_HTML5, 'UTF-8'),
            'body' => $this->body,
            'kinds' => $this->kinds,
            'lead' => $post['excerpt'] === null ? null : seen_text($post['excerpt']),
            'lead_on_page' => $post['lead_on_page'],
            'published' => get_the_date('Y-m-d\TH:i', $id),
            'modified' => get_the_modified_date('Y-m-d\TH:i', $id),
            'author' => html_entity_decode($author->display_name, ENT_QUOTES | ENT_HTML5, 'UTF-8'),
            'categories' => $post['categories'],
            'tags' => $post['tags'],
            'featured_image' => $post['featured'] === null
                ? null
                : $this->library->url($post['featured']),
            'images' => $this->images,
            'captions' => $this->captions,
            'loose_captions' => $this->loose_captions,
            'attachments' => $this->attachments,
            'comments' => count($post['comments']),
            'sticky' => $post['sticky'],
            'style' => $this->style,
            'pages' => $this->first_page === null ? array($url) : array($url, $url . '2/'),
            'first_page_parts' => $this->first_page,
        );
    }

    private function add(array $block): void
    {
        switch ($block['kind']) {
            case 'list':
                $dash = $this->style === 'word' ? '- ' : '';
                foreach ($block['items'] as $item) {
                    $this->part('list_item', $dash . $item);
                }
                break;
            case 'quote':
            case 'pullquote':
                $this->part('quote', $block['text']);
                if ($block['cite'] !== '') {
                    $this->part('cite', $block['cite']);
                }
                break;
            case 'table':
                foreach ($block['rows'] as $row) {
                    $this->part('table_row', implode(' ', $row));
                }
                break;
            case 'image':
                $this->images[] = $this->library->url($block['image']);
                $this->caption($block['caption'], $block['look'] !== 'figure');
                break;
            case 'gallery':
                foreach ($block['images'] as $image) {
                    $this->images[] = $this->library->url($image['image']);
                    $this->caption($image['caption'], false);
                }
                $this->caption($block['caption'], true);
                break;
            case 'file':
                $this->attachments[] = $this->library->url($block['file']);
                break;
            case 'page_break':
                $this->first_page = count($this->body);
                break;
            case 'bold_line':
            case 'heading':
                $this->part('heading', $block['text']);
                break;
            case 'paragraph':
            case 'signature':
                $this->part($block['kind'], $block['text']);
        }
    }

    private function part(string $kind, string $text): void
    {
        $this->kinds[] = $kind;
        $this->body[] = seen_text($text);
    }

    /** @param bool $loose whether only its look tells that the text is a caption */
    private function caption(string $text, bool $loose): void
    {
        if ($text === '') {
            return;
        }
        $this->captions[] = seen_text($text);
        if ($loose && $this->style !== 'blocks') {
            $this->loose_captions[] = seen_text($text);
        }
    }
}
